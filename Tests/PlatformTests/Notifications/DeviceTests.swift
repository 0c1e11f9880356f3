import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct DeviceTests {
    @Test func `a device is known by its identity, which stays when it is registered again`() async throws {
        let world = try await aPostOffice()

        let device = try await world.register("phone-of-giulia", as: .giulia)
        let again = try await world.register("phone-of-giulia", as: .giulia)

        #expect(device.status == 201 && device["platform"] == "ios" && device["created_at"] != nil)
        #expect(again["id"] == device["id"])
        #expect(device.header("Location")?.hasSuffix("/devices/\(device["id"]?.stringValue ?? "")") == true)
        #expect(try await world.count("SELECT COUNT(*) FROM push_device") == 1)
    }

    @Test func `a device moves to the account that registers it, and only its owner removes it`() async throws
    {
        let world = try await aPostOffice()
        let id = try #require(try await world.register("shared-phone", as: .giulia)["id"]?.stringValue)
        _ = try await world.register("shared-phone", as: .luca)

        #expect(try await world.as(.giulia).delete("/devices/\(id)").status == 404)
        #expect(try await world.as(.luca).delete("/devices/\(id)").status == 204)
        #expect(try await world.as(.luca).delete("/devices/\(id)").status == 404)
        #expect(try await world.count("SELECT COUNT(*) FROM push_device") == 0)
    }

    @Test func `an announcement reaches each of its readers once, although its job runs again`() async throws
    {
        let world = try await aPostOffice()
        let sara = Actor(kind: .person, account: nil, role: .foreman)
        let id = try await world.db.write { tx in
            try Announcement<Readers>.post("Orari", "Sabato chiuso.", to: .visitors, by: sara, tx)
        }
        try await world.db.write { tx in _ = try tx.enqueue(SendAnnouncement<Readers>(announcement: id)) }
        try await world.runJobs()

        #expect(SendAnnouncement<Readers>.kind == "post.send_announcement")
        #expect(try await world.count("SELECT reached FROM announcement") == 2)
        for table: SQL in ["realtime_event", "realtime_pending"] {
            let events = try await world.count("SELECT COUNT(*) FROM \(table)")
            #expect(events == 0, "nobody can be connected")
        }
        let shown = try await world.as(.giulia).get("/notifications")
        #expect(shown["data"]?.arrayValue?.map { $0["title"] } == ["Orari"])
        #expect(try await world.as(.sara).get("/notifications")["data"] == [])
    }
}

extension World {
    fileprivate func register(_ token: String, as person: Person) async throws -> TestResponse {
        try await self.as(person).post("/devices", ["token": .string(token), "platform": "ios"])
    }
}
