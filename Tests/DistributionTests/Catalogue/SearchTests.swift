import Foundation
import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("search")
struct SearchTests {
    @Test func `by name, description and SKU in three languages, the last word by its beginning`()
        async throws
    {
        let world = try await market()
        let body = try await world.newProduct(
            "FUR-OIL-750",
            name: ["ar": "زيت الزيتون البِكر", "ku": "زەیتی زەیتون", "en": "Olive oil"]
        )
        .with(["description": ["ar": "عبوة ٧٥٠ مل من مزارع نينوى", "en": "Cold-pressed, 750 ml"]])
        #expect(try await world.as(.noor).post("/api/products", body).status == 201)
        func find(_ words: String) async throws -> [String] {
            let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return try await world.anonymous.get("/api/products?sort=name_asc&q=\(query)").skus
        }
        for words in [
            "زيت", "زيت زيت", "البكر", "الزيتون البكر", "زەیتی", "زه\u{200C}يتي زه\u{200C}", "olive", "OLI",
            "oil olive", "cold press",
            "750", "٧٥٠", "۷۵۰ مل", "fur-oil-750", "FUROIL750", "fur oil", "نينوي", "مزارع نينوى",
            "pressed cold",
        ] {
            #expect(try await find(words) == ["FUR-OIL-750"], "\(words)")
        }
        for words in ["olives", "oliv oil", "زيت honey", "!!", "75 ml", "\"", "' OR 1=1 --", "*", "زيتتت"] {
            #expect(try await find(words) == [], "\(words)")
        }
        #expect(try await find("rice") == ["FUR-RICE-5"])
        #expect(try await find("رز") == ["FUR-RICE-5"])
        #expect(try await find("1 kg").count == 3)
        #expect(try await find("fur").count == 7)
    }

    @Test func `a changed product is found by its new words, a deleted one not at all`() async throws {
        let world = try await market()
        let id = try await world.product("FUR-SOAP-4")
        #expect(try await world.anonymous.get("/api/products?q=soap").skus == ["FUR-SOAP-4"])
        let change: JSONValue = ["name": ["ar": "شامبو", "en": "Shampoo"]]
        #expect(try await world.as(.hassan).put("/api/vendors/products/\(id)", change).status == 200)
        #expect(try await world.anonymous.get("/api/products?q=shampoo").skus == ["FUR-SOAP-4"])
        #expect(try await world.anonymous.get("/api/products?q=bars").skus == [])
        #expect(try await world.as(.hassan).delete("/api/vendors/products/\(id)").status == 204)
        #expect(try await world.anonymous.get("/api/products?q=shampoo").skus == [])
        #expect(
            try await world.as(.noor).get("/api/products?q=tea&in_stock=true&max_price=6000").skus == [
                "FUR-TEA-450"
            ]
        )
    }
}
