import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("public lists of the market")
struct PublicListTests {
    @Test func `public lists say how long they hold, and answer 304`() async throws {
        let world = try await market()
        #expect(try await world.promote(["percentage": 1_000]).status == 201)
        let karkh = try await world.zone("Karkh")
        let paths = [
            "/api/companies", "/api/companies/zone/\(karkh)", "/api/zones", "/api/promotions",
            "/api/products", "/api/categories",
        ]
        for path in paths {
            let first = try await world.anonymous.get(path)
            let tag = try #require(first.header("ETag"), "\(path)")
            #expect(first["data"]?.arrayValue?.isEmpty == false, "\(path)")
            #expect(first.header("Cache-Control") == "public, max-age=30", "\(path)")
            #expect(
                first.headers.contains { $0.name.lowercased() == "vary" && $0.value == "Authorization" },
                "\(path)"
            )
            let again = try await world.anonymous.get(path, headers: ["If-None-Match": tag])
            #expect(again.status == 304 && again.body.isEmpty, "\(path)")
            let english = try await world.anonymous.get(
                path,
                headers: ["If-None-Match": tag, "Accept-Language": "en"]
            )
            #expect(english.status == 200, "\(path) in another language")
            let own = try await world.as(.noor).get(path)
            #expect(own.header("Cache-Control") == "private, max-age=0", "\(path) with a login")
            let ownTag = try #require(own.header("ETag"), "\(path)")
            let known = try await world.as(.noor).get(path, headers: ["If-None-Match": ownTag])
            #expect(known.status == 304, "\(path) with a login")
        }
    }

    @Test func `a change of a public list is sent to readers of the old one`() async throws {
        let world = try await market()
        let offer = try await world.promote(["percentage": 1_000])
        let (karkh, furat) = (try await world.zone("Karkh"), try await world.company("Al-Furat Trading"))
        let changes: [(list: String, path: String, change: JSONValue)] = [
            ("/api/promotions", "/api/promotions/\(offer.id ?? "")", ["percentage": 500]),
            ("/api/zones", "/api/zones/\(karkh)", ["delivery_fee": 3_250]),
            ("/api/companies", "/api/companies/\(furat)", ["address": "Baghdad"]),
        ]
        for (list, path, change) in changes {
            let tag = try #require(try await world.anonymous.get(list).header("ETag"), "\(list)")
            #expect(try await world.as(.noor).put(path, change).status == 200, "\(path)")
            let now = try await world.anonymous.get(list, headers: ["If-None-Match": tag])
            #expect(now.status == 200 && now.header("ETag") != tag, "\(list)")
        }
    }
}
