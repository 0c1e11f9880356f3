import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("zones")
struct ZoneTests {
    private let name: JSONValue = ["ar": "الموصل", "en": "Mosul"]

    @Test func `everyone reads them in their language; only a super admin keeps them`() async throws {
        let world = try await market()
        let added = try await world.as(.noor).post("/api/zones", ["name": name, "delivery_fee": 5000])
        #expect(added.status == 201)
        let path = "/api/zones/\(try #require(added.id))"
        let english = try await world.anonymous.get(path, headers: ["Accept-Language": "en"])
        #expect(english["title"] == "Mosul")
        let kurdish = try await world.anonymous.get(path, headers: ["Accept-Language": "ku"])
        #expect(kurdish["title"] == "الموصل", "without a Kurdish text the Arabic one is shown")
        #expect(try await world.as(.ali).put(path, ["is_active": false]).status == 403)
        #expect(try await world.as(.noor).put(path, ["is_active": false])["is_active"] == false)
        #expect(try await world.as(.noor).delete(path).status == 204)
        #expect(try await world.anonymous.get(path).status == 404)
    }

    @Test func `a zone that someone lives in stays; a fee with fils is refused`() async throws {
        let world = try await market()
        let zones = try await world.anonymous.get("/api/zones")
        let first = try #require(zones["data"]?.arrayValue?.first?["id"]?.stringValue)
        #expect(try await world.as(.noor).delete("/api/zones/\(first)").status == 409)
        let fractional = try await world.as(.noor).post(
            "/api/zones",
            ["name": name, "delivery_fee": .number(2500.5)]
        )
        #expect(fractional.status == 422)
        let gift: JSONValue = ["name": name, "delivery_fee": 2500, "free_delivery_from": 0]
        #expect(
            try await world.as(.noor).post("/api/zones", gift).status == 201,
            "everything is delivered for nothing"
        )
    }

    @Test func `a zone stays that an announcement was sent to`() async throws {
        let world = try await market()
        let noor = world.as(.noor)
        let zone = try #require(try await noor.post("/api/zones", ["name": name, "delivery_fee": 5000]).id)
        let sent = try await noor.post(
            "/api/notifications/send-to-zone",
            ["zone_id": .string(zone), "title": "Mosul", "body": "Delivered from today."]
        )

        let refused = try await noor.delete("/api/zones/\(zone)")

        #expect(sent.status == 202, "\(sent)")
        #expect(refused.status == 409 && refused["code"] == "distribution.zone_in_use", "\(refused)")
    }
}
