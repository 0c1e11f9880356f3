import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Distribution
@testable import Platform

@Suite struct MarketSearchTests {
    // swift-format-ignore
    @Test(arguments: ["أسواق", "اسواق", "عمر أسواق", "اسواق عُمر", "omar أسواق", "hadi omar", "0770 100 0006", "+964 770\u{A0}1000006", "٠٧٧٠١٠٠٠٠٠٦"])
    func `people are found by their names and their shop's, and by the number they are called at`(typed: String) async throws {
        let world = try await market()
        #expect(try await find("users", typed, world).contains("Omar Hadi"))
        #expect(try await find("users", typed + " xyz", world) == [])
    }

    @Test func `a company is found from any keyboard`() async throws {
        let world = try await market()
        let zagros = try await world.db.read { tx in
            try tx.value("SELECT id FROM company WHERE name ->> 'en' = 'Zagros Foods'", as: ID<Company>.self)
        }
        let id = try #require(zagros)
        let changed = try await world.as(.noor).put(
            "/api/companies/\(id)",
            ["name": ["ar": "شركة زاگرۆس", "ku": "کۆمپانیای زاگرۆس", "en": "Zagros Foods"]]
        )
        #expect(changed.status == 200, "\(changed)")
        for typed in [
            "زاكروس", "زاگرۆس", "زاگروس", "شركه زاكروس", "كومبانيا زاكروس", "ZAGROS foods", "foods zagros",
        ] {
            #expect(try await find("companies", typed, world).count == 1, "\(typed)")
        }
        for typed in ["زاكروس فرات", "%", "_"] {
            #expect(try await find("companies", typed, world) == [], "\(typed)")
        }
    }

    @Test func `goods are found with the article and without`() async throws {
        let world = try await market()
        let body = try await world.newProduct(
            "FUR-OIL-9",
            name: ["ar": "زيت الزيتون البكر", "en": "Olive oil"]
        )
        #expect(try await world.as(.noor).post("/api/products", body).status == 201)
        for typed in ["زيت زيتون", "زيت الزيتون", "والزيتون بالزيت", "للزيتون", "الزيت زيتون", "زيتو"] {
            #expect(try await find("products", typed, world, "q") == ["FUR-OIL-9"], "\(typed)")
        }
        for typed in ["وزيت الزيتون", "بزيت الزيتون"] {
            #expect(try await find("products", typed, world, "q") == ["FUR-OIL-9"], "\(typed)")
        }
        for typed in ["الرز", "والرز", "بالرز", "للرز", "الرز رز"] {
            #expect(try await find("products", typed, world, "q") == ["FUR-RICE-5"], "\(typed)")
        }
        for (typed, sku) in [("الر", "FUR-RICE-5"), ("الع", "FUR-LENT-1"), ("العد", "FUR-LENT-1")] {
            #expect(try await find("products", typed, world, "q").contains(sku), "\(typed)")
        }
        let lentils = try await find("products", "عدس", world, "q")
        #expect(!lentils.isEmpty)
        for typed in ["العدس", "والعدس", "وعدس", "بالعدس", "عَدَس"] {
            #expect(try await find("products", typed, world, "q") == lentils, "\(typed)")
        }
    }

    @Test func `what older versions stored is stored anew`() async throws {
        let world = try await market()
        try await world.db.write { tx in
            for table: SQL in ["member", "company", "product"] {
                try tx.execute("UPDATE \(table) SET search_text = '', search_old = 1")
            }
        }
        #expect(try await find("users", "omar", world) == ["Omar Hadi"], "the e-mail address")
        #expect(try await find("companies", "zagros", world) == [])
        #expect(try await find("products", "العدس", world, "q") == [])

        try await world.db.write { tx in try tx.enqueue(RefillSearch()) }
        try await world.runJobs()

        #expect(try await find("users", "أسواق omar", world) == ["Omar Hadi"])
        #expect(try await find("companies", "zagros", world).count == 1)
        #expect(try await !find("products", "العدس", world, "q").isEmpty)
    }

    private func find(
        _ list: String,
        _ words: String,
        _ world: World,
        _ parameter: String = "search"
    )
        async throws -> [String]
    {
        let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let answer = try await world.as(.noor).get("/api/\(list)?\(parameter)=\(query)")
        #expect(answer.status == 200, "\(answer)")
        return (answer["data"]?.arrayValue ?? []).compactMap {
            $0["sku"]?.stringValue ?? $0["name"]?.stringValue ?? $0["id"]?.stringValue
        }
    }
}
