import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct PushTests {
    @Test func `a registered device is told what its owner is told, each device once`() async throws {
        let world = try await market()
        for token in ["omar-phone", "omar-tablet", "omar-phone"] {
            try await world.register(token, of: .omar)
        }
        #expect(
            try await world.as(.omar).get("/api/notifications/status").json == [
                "configured": true, "devices": 2,
            ]
        )

        let omar = JSONValue.string(try await world.id(of: .omar))
        let sent = try await world.as(.ali).post(
            "/api/notifications/send-to-user",
            ["user_id": omar, "title": "تنبيه", "body": "الدفع عند الاستلام"]
        )
        try await world.runJobs()
        try await world.runJobs()

        #expect(sent.status == 202)
        #expect(Set(world.telephones.pushes.map(\.token)) == ["omar-phone", "omar-tablet"])
        #expect(world.telephones.pushes.count == 2)
        #expect(
            world.telephones.pushes.allSatisfy { $0.title == "تنبيه" && $0.data["notification_id"] != nil }
        )
        let shown = try await world.as(.omar).get("/api/notifications")
        #expect(shown["data"]?.arrayValue?.first?["title"] == "تنبيه", "and it can be read in the app")
    }

    @Test func `a device is one account's, and is forgotten by its owner alone`() async throws {
        let world = try await market()
        try await world.register("shared-phone", of: .omar)
        try await world.register("shared-phone", of: .zainab)
        #expect(try await world.as(.omar).get("/api/notifications/status")["devices"] == 0)

        let body: JSONValue = ["token": "shared-phone"]
        #expect(try await world.as(.omar).post("/api/notifications/unregister-token", body).status == 204)
        #expect(try await world.as(.zainab).get("/api/notifications/status")["devices"] == 1)
        #expect(try await world.as(.zainab).post("/api/notifications/unregister-token", body).status == 204)
        #expect(try await world.as(.zainab).get("/api/notifications/status")["devices"] == 0)
    }

    @Test func `a token cannot be read in the database; twenty devices are kept`() async throws {
        let world = try await market()
        for index in 1...23 { try await world.register("secret-token-\(index)", of: .omar) }

        #expect(try await world.count("SELECT COUNT(*) FROM push_device") == 20)
        let sealed: [[UInt8]] = try await world.db.read { tx in
            try tx.values("SELECT sealed FROM push_device", as: [UInt8].self)
        }
        #expect(!sealed.contains { String(decoding: $0, as: UTF8.self).contains("secret") })
    }

    @Test func `a device that has left is forgotten, the others are told`() async throws {
        let world = try await market()
        for token in ["gone-phone", "good-phone"] { try await world.register(token, of: .omar) }
        world.telephones.remove("gone-phone")

        #expect(try await world.as(.omar).post("/api/notifications/test").status == 202)
        try await world.runJobs()

        #expect(world.telephones.pushes.map(\.token) == ["good-phone"])
        #expect(try await world.as(.omar).get("/api/notifications/status")["devices"] == 1)
        #expect(
            try await world.count(
                "SELECT COUNT(*) FROM notice_delivery WHERE state = 'failed' AND channel = 'push'"
            ) == 1
        )
    }

    @Test func `while the carrier is away a push waits, and is given up after some hours`() async throws {
        let world = try await market()
        try await world.register("omar-phone", of: .omar)
        world.telephones.refuse(push: PushFailure(.later(.seconds(90)), code: 429, detail: "quota"))
        _ = try await world.as(.omar).post("/api/notifications/test")
        try await world.runJobs()
        #expect(try await world.count("SELECT COUNT(*) FROM notice_delivery WHERE state = 'waiting'") == 1)

        world.telephones.refuse(push: nil)
        try await world.runJobs()
        #expect(world.telephones.pushes == [], "not before it was said")
        world.clock.advance(by: .seconds(100))
        try await world.runJobs()
        #expect(world.telephones.pushes.count == 1)

        world.telephones.refuse(push: PushFailure(.later(.seconds(90)), detail: "quota"))
        _ = try await world.as(.omar).post("/api/notifications/test")
        try await world.runJobs()
        world.clock.advance(by: .hours(5))
        try await world.runJobs()
        #expect(try await world.count("SELECT COUNT(*) FROM notice_delivery WHERE state = 'dropped'") == 1)
    }

    @Test func `who wants no pushes gets none`() async throws {
        let world = try await market()
        try await world.register("omar-phone", of: .omar)
        let changed = try await world.as(.omar).patch(
            "/api/notifications/preferences",
            ["preferences": [["category": "service", "channel": "push", "enabled": false]]]
        )
        #expect(changed.status == 200)

        let omar = JSONValue.string(try await world.id(of: .omar))
        _ = try await world.as(.noor).post(
            "/api/notifications/send-to-user",
            ["user_id": omar, "title": "a", "body": "b"]
        )
        try await world.runJobs()

        #expect(world.telephones.pushes == [])
        let shown = try await world.as(.omar).get("/api/notifications")["data"]?.arrayValue ?? []
        #expect(shown.count == 2 && shown.contains { $0["title"] == "a" }, "the other tells of the device")
    }

    @Test func `a location admin tells their zone and its people, and no other`() async throws {
        let world = try await market()
        let (karkh, erbil) = (try await world.zone("Karkh"), try await world.zone("Erbil"))
        for (person, token) in [
            (Person.omar, "omar-phone"), (.dilan, "dilan-phone"), (.zainab, "zainab-phone"),
        ] {
            try await world.register(token, of: person)
        }
        func tell(_ zone: String, as person: Person) async throws -> Int {
            try await world.as(person).post(
                "/api/notifications/send-to-zone",
                ["zone_id": .string(zone), "title": "عرض", "body": "اليوم فقط"]
            ).status
        }

        #expect(try await tell(karkh, as: .ali) == 202)
        #expect(try await tell(erbil, as: .ali) == 404)
        #expect(try await tell(ID<DeliveryZone>.placeholder.description, as: .noor) == 404)
        #expect(try await tell(karkh, as: .omar) == 403)
        let dilan = JSONValue.string(try await world.id(of: .dilan))
        let foreign = try await world.as(.ali).post(
            "/api/notifications/send-to-user",
            ["user_id": dilan, "title": "a", "body": "b"]
        )
        #expect(foreign.status == 404)
        try await world.runJobs()

        #expect(world.telephones.pushes.map(\.token) == ["omar-phone"])
    }

    @Test func `administrators are told by zone`() async throws {
        let world = try await market()
        for (person, token) in [
            (Person.noor, "noor-phone"), (.ali, "ali-phone"), (.rana, "rana-phone"), (.omar, "omar-phone"),
        ] {
            try await world.register(token, of: person)
        }
        let message: JSONValue = ["title": "اجتماع", "body": "غداً"]

        #expect(try await world.as(.ali).post("/api/notifications/send-to-admins", message).status == 202)
        try await world.runJobs()
        #expect(Set(world.telephones.pushes.map(\.token)) == ["noor-phone", "ali-phone"])
        #expect(try await world.as(.noor).post("/api/notifications/send-to-admins", message).status == 202)
        try await world.runJobs()

        #expect(
            Set(world.telephones.pushes.dropFirst(2).map(\.token)) == [
                "noor-phone", "ali-phone", "rana-phone",
            ]
        )
    }

    @Test func `a zone of many is told in batches, each shop once, although the job is run again`()
        async throws
    {
        let world = try await market()
        let karkh = try await world.zone("Karkh")
        try await world.crowd(450, in: karkh)

        let sent = try await world.as(.ali).post(
            "/api/notifications/send-to-zone",
            ["zone_id": .string(karkh), "title": "عرض", "body": "اليوم فقط"]
        )
        let id = try #require(sent["id"]?.stringValue.flatMap { ID<Distribution.Announcement>($0) })
        try await world.db.write { tx in _ = try tx.enqueue(SendAnnouncement(announcement: id)) }
        try await world.runJobs()

        #expect(try await world.count("SELECT reached FROM announcement") == 451)
        #expect(
            try await world.count("SELECT COUNT(DISTINCT account_id) FROM notice WHERE shown_at IS NOT NULL")
                == 451
        )
        #expect(
            try await world.count("SELECT COUNT(*) FROM notice WHERE template = 'distribution.announcement'")
                == 451
        )
        let rooms = try await world.messageRooms()
        #expect(rooms.map(\.count).sorted() == [51, 200, 200], "one event for each batch")
        #expect(Set(rooms.joined()).count == 451)
    }
}

extension World {
    fileprivate func register(_ token: String, of person: Person) async throws {
        let answer = try await self.as(person).post(
            "/api/notifications/register-token",
            ["token": .string(token), "platform": "android"]
        )
        #expect(answer.status == 200)
    }

    /// The rooms of each event with a message.
    fileprivate func messageRooms() async throws -> [[String]] {
        try await db.read { tx in
            var rooms: [[String]] = []
            try tx.forEach(
                """
                SELECT rooms FROM realtime_event WHERE event = 'notification:new'
                UNION ALL SELECT rooms FROM realtime_pending WHERE event = 'notification:new'
                """
            ) { rooms.append(try $0.json()) }
            return rooms
        }
    }

    fileprivate func crowd(_ count: Int, in zone: String) async throws {
        let zone = try #require(ID<DeliveryZone>(zone))
        try await db.write { [site] tx in
            for index in 0..<count {
                let account = try Accounts.register(
                    email: EmailAddress(unchecked: "crowd\(index)@example.com"),
                    password: nil,
                    role: .shopOwner,
                    locale: .arabic,
                    by: .system,
                    at: site,
                    tx
                )
                var member = Member(of: account.id, Line(unchecked: "Shop \(index)"), at: tx.now)
                member.zone = zone
                try member.insert(tx)
            }
        }
    }
}
