import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct BreakGlassReadTests {
    @Test func `the requester reads the account while the access is active, and each read is logged`()
        async throws
    {
        let world = try await cast()
        _ = try await world.token(of: .anna)
        let asked = try await world.requestAccess(.elena, about: .anna, ["account"])
        let path = "\(breakGlass)/\(asked.id ?? "")"

        let early = try await world.read(path)
        _ = try await world.as(.fabio).post("\(path)/approve")
        let read = try await world.read(path)
        let outside = try await world.read(path, "log_metadata")
        let other = try await world.read(path, as: .fabio)

        #expect(early.status == 409 && early.problem == .breakGlassNotActive)
        #expect(read.status == 200, "\(read)")
        #expect(read["scope"] == "account")
        #expect(read["consents"]?.arrayValue?.contains { $0["purpose"] == "diary" } == true)
        #expect(read["sessions"]?.arrayValue?.count == 1)
        #expect(read["last_login"]?.stringValue != nil)
        #expect(read["preferences"]?["time_zone"] == "Europe/Rome")
        #expect(read["devices"] == [])
        #expect(read["data"] == nil)
        #expect(outside.status == 404, "not among the scopes")
        #expect(other.status == 404, "the approver does not read")
        #expect(try await world.audit().filter { $0 == "break_glass.read" }.count == 1)
        #expect(try await world.as(.elena).get(breakGlass)["data"]?[0]?["reads"] == 1)
        #expect(try await world.as(.elena).get("\(path)/records").faults == ["query/scope": "required"])
    }

    @Test func `of the diary it shows the times of writing, and nothing of the content`() async throws {
        let world = try await cast()
        let today = wellness.zone.civil(world.clock.now).date
        for day in 0..<3 {
            let written = try await world.log(.anna, "mood", 3, on: "\(today + -day)", note: "marked words")
            #expect(written.status == 201, "\(written)")
        }
        let path = try await world.approvedAccess()

        let first = try await world.as(.elena).get("\(path)/records?scope=log_metadata&limit=2")
        let cursor = first["page"]?["next_cursor"]?.stringValue ?? ""
        let second = try await world.as(.elena).get(
            "\(path)/records?scope=log_metadata&limit=2&cursor=\(cursor)"
        )

        #expect(first["data"]?.arrayValue?.count == 2, "\(first)")
        #expect(first["page"]?["has_more"] == true)
        #expect(second["data"]?.arrayValue?.count == 1 && second["page"]?["has_more"] == false)
        let members = Set(first["data"]?[0]?.objectValue?.names ?? [])
        #expect(
            members.subtracting(["base_op"]) == [
                "local_date", "op_id", "device_id", "at", "stamp", "outcome",
            ]
        )
        for text in [first.text, second.text] {
            #expect(!text.contains("marked") && !text.contains("mood") && !text.contains("score"))
        }
    }

    @Test func `it ends by its requester or approver, and the person concerned is notified`() async throws {
        let world = try await cast()
        let third = try await world.enrol("third", as: .superAdmin)
        let path = try await world.approvedAccess()
        _ = try await world.read(path)
        let before = try await world.as(.anna).get("/api/v1/users/me/access-log")

        let stranger = try await world.as(third).post("\(path)/end")
        let ended = try await world.as(.fabio).post("\(path)/end")
        let again = try await world.as(.elena).post("\(path)/end")
        let late = try await world.read(path)
        let after = try await world.as(.anna).get("/api/v1/users/me/access-log")
        try await world.runJobs()

        #expect(before["data"] == [], "not before the end")
        #expect(stranger.status == 404)
        #expect(ended.status == 200 && ended["state"] == "ended", "\(ended)")
        #expect(again.status == 409 && again.problem == .illegalTransition)
        #expect(late.status == 409 && late.problem == .breakGlassNotActive)
        let entry = try #require(after["data"]?[0])
        #expect(entry["kind"] == "break_glass_read" && entry["scope"] == "account")
        #expect(entry["actor_role"] == "super_admin")
        #expect(entry["cause"] == "Anna cannot log in and asks for help")
        let mails = world.mails(to: .anna)
        #expect(mails.contains { $0.subject == "An administrator had access to data about you" })
    }

    @Test func `it ends at its time without any job, and the person is notified once`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess(minutes: 5)
        world.clock.advance(by: .minutes(5))

        let late = try await world.read(path)
        let shown = try await world.state(of: path)
        let end = try await world.as(.elena).post("\(path)/end")
        try await world.runJobs()
        try await world.runJobs()

        #expect(late.problem == .breakGlassNotActive)
        #expect(shown == "expired")
        #expect(end.problem == .illegalTransition)
        let subject = "An administrator had access to data about you"
        #expect(world.mails(to: .anna).filter { $0.subject == subject }.count == 1)
        #expect(try await world.audit().filter { $0 == "break_glass.expire" }.count == 1)
    }

    @Test func `end against read: no record after`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess()
        for person in [Person.elena, .fabio] { _ = try await world.token(of: person) }

        let answers = try await world.atOnce(30) { index in
            index == 10 ? try await world.as(.fabio).post("\(path)/end") : try await world.read(path)
        }

        #expect(answers[10].status == 200)
        let read = answers.indices.filter { $0 != 10 && answers[$0].status == 200 }
        #expect(answers.filter { ![200, 409].contains($0.status) }.isEmpty, "\(answers.statuses)")
        let logged = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM break_glass_read", as: Int.self)
        }
        #expect(logged == read.count)
        let late = try await world.db.read { tx in
            try tx.exists(
                "SELECT 1 FROM break_glass_read r JOIN break_glass g ON g.id = r.grant_id WHERE r.at > g.ends_at"
            )
        }
        #expect(!late)
        #expect(try await world.read(path).status == 409)
    }

    @Test func `a person's copy of their data has the accesses that have ended`() async throws {
        let world = try await cast()
        let path = try await world.approvedAccess()
        _ = try await world.read(path)

        let open = try PythonZip(try await world.as(.anna).get("/api/v1/users/me/export").body)
        _ = try await world.as(.elena).post("\(path)/end")
        let over = try PythonZip(try await world.as(.anna).get("/api/v1/users/me/export").body)

        #expect(try open.json("break_glass.json") == [])
        #expect(try over.json("break_glass.json")[0]?["reads"] == 1)
    }
}
