import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct NotificationRoutesTests {
    @Test func `what one was told is listed, newest first, and counted until it is read`() async throws {
        let world = try await aPostOffice()
        for number in ["7", "8", "9"] { try await world.tell(.giulia, .parcel(number)) }
        try await world.runJobs()

        let list = try await world.as(.giulia).get("/notifications")
        let titles = list["data"]?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
        #expect(titles == ["9", "8", "7"].map { "È arrivato il pacco \($0)" })
        #expect(try await world.unread(.giulia) == 3)

        let id = list["data"]?.arrayValue?.last?["id"]?.stringValue ?? ""
        let first = try await world.as(.giulia).patch("/notifications/\(id)/read")
        let second = try await world.as(.giulia).patch("/notifications/\(id)/read")
        #expect(first.status == 200 && first["read_at"] != .null)
        #expect(second["read_at"] == first["read_at"])
        #expect(try await world.unread(.giulia) == 2)
        let unread = try await world.as(.giulia).get("/notifications?unread=true")
        #expect(unread["data"]?.arrayValue?.count == 2)

        #expect(try await world.as(.giulia).post("/notifications/read-all")["count"] == 0)
        #expect(try await world.unread(.giulia) == 0)
    }

    @Test func `another's notifications are not there`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        let list = try await world.as(.giulia).get("/notifications")
        let id = list["data"]?.arrayValue?.first?["id"]?.stringValue ?? ""

        #expect(try await world.as(.luca).patch("/notifications/\(id)/read").status == 404)
        #expect(try await world.as(.luca).get("/notifications")["data"]?.arrayValue == [])
        #expect(try await world.as(.luca).post("/notifications/read-all").status == 200)
        #expect(try await world.unread(.giulia) == 1)
    }

    @Test func `administrators see what became of the mails, without addresses`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        world.mailbox.refuse(
            with: MailFailure(isPermanent: true, code: 550, detail: "<luca.bianchi@example.com> no such user")
        )
        try await world.tell(.luca, .parcel("8"))
        try await world.runJobs()

        let all = try await world.as(.sara).get("/admin/notifications/deliveries")
        let failed = try await world.as(.sara).get("/admin/notifications/deliveries?state=failed")

        let states = all["data"]?.arrayValue?.compactMap { $0["state"]?.stringValue } ?? []
        #expect(states == ["failed", "sent"])
        #expect(failed["data"]?.arrayValue?.first?["last_error"] == "<recipient> no such user")
        #expect(!all.text.contains("example.com"))
        #expect(try await world.as(.giulia).get("/admin/notifications/deliveries").status == 403)
    }

    @Test func `what is told long ago is forgotten, and strangers' addresses sooner`() async throws {
        let world = try await aPostOffice()
        let address = try EmailAddress(parsing: "anna@example.org")
        try await world.tell(.giulia, .parcel("7"))
        try await world.db.write { tx in try Notifications.mail(address, in: .italian, .parcel("9"), tx) }
        try await world.runJobs()

        world.clock.advance(by: .days(31))
        try await world.tick()
        #expect(try await world.values("SELECT COALESCE(address, 'own') FROM notice") == ["own"])
        world.clock.advance(by: .days(335))
        try await world.tick()
        #expect(try await world.values("SELECT template FROM notice") == [])
        #expect(try await world.values("SELECT state FROM notice_delivery") == [])
    }
}

extension World {
    func unread(_ person: Person) async throws -> Int64? {
        guard
            case .integer(let count)? = try await self.as(person).get("/notifications/unread-count")["count"]
        else { return nil }
        return count
    }
}
