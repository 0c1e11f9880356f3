import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct PrivateActivityTests {
    private let audit = "/api/v1/admin/audit-logs"
    private let deliveries = "/api/v1/admin/notifications/deliveries"

    @Test func `the audit log hides people's logins, consents, copies and reports`() async throws {
        let world = try await cast()
        let (anna, bruno) = (try await world.id(of: .anna), try await world.id(of: .bruno))
        for person in [Person.anna, .bruno] { try await world.consent(person, to: "reminders") }
        #expect(try await world.as(.anna).get("/api/v1/users/me/export").status == 200)
        let report: JSONValue = [
            "kind": "diary", "from": "2026-11-01", "to": "2026-11-20", "format": "csv",
        ]
        #expect(try await world.as(.anna).post("/api/v1/reports", report).status == 202)
        let written = try await world.audit()
        for action in ["account.login", "consent.record", "account.export", "personal_report.order"] {
            #expect(written.contains(action), "\(action) is in the log itself")
        }

        for person in [anna, bruno] {
            let acts = try await world.as(.elena).get("\(audit)?actor_id=\(person)")
            let about = try await world.as(.elena).get("\(audit)?subject_id=\(person)")
            let told = (about["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
            #expect(acts.status == 200 && acts["data"] == [], "\(acts)")
            #expect(Set(told) == ["account.register"], "\(about)")
        }
        let orders = try await world.as(.elena).get("\(audit)?action=personal_report.order")
        let own = try await world.as(.elena).get("\(audit)?action=account.login&role=super_admin")

        #expect(orders["data"] == [])
        #expect(own["data"]?.arrayValue?.isEmpty == false, "administrators watch each other")
        #expect(try await world.as(.elena).get("\(audit)/verify").status == 200)
    }

    @Test func `a withdrawn consent whose data were erased is no entry for administrators`() async throws {
        let world = try await cast()
        _ = try await world.log(.anna)
        try await world.consent(.anna, to: "diary", granted: false)
        world.clock.advance(by: .days(31))
        try await world.tick()

        let found = try await world.as(.elena).get("\(audit)?action=consent.*")

        #expect(try await world.audit().contains("consent.erase_withdrawn"))
        #expect(found["data"] == [], "\(found)")
    }

    @Test func `the audit log has the actions of administrators on organisations and accounts`() async throws
    {
        let world = try await cast()
        let (anna, bruno) = (try await world.id(of: .anna), try await world.id(of: .bruno))
        let path = try await world.path("Aurora", "/members/\(anna)")
        #expect(try await world.as(.bruno).patch(path, ["role": "business_admin"]).status == 200)

        let acts = try await world.as(.elena).get("\(audit)?actor_id=\(bruno)")

        let actions = (acts["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
        #expect(Set(actions) == ["membership.change_role", "account.change_role"], "\(acts)")
    }

    @Test func `deliveries name administrators only, because reminders reveal habits of people`() async throws
    {
        let world = try await cast()
        try await world.annaListens()
        try await world.live(through: "2026-11-21T17:00:00Z")
        let (anna, elena) = (try await world.id(of: .anna), try await world.id(of: .elena))
        _ = try await world.requestAccess(.fabio, about: .carla)
        try await world.runJobs()

        let reminders = try await world.as(.elena).get("\(deliveries)?template=wellness.reminder")
        let ofAnna = try await world.as(.elena).get("\(deliveries)?account_id=\(anna)")
        let ofElena = try await world.as(.elena).get("\(deliveries)?account_id=\(elena)")

        #expect(reminders["data"]?.arrayValue?.isEmpty == false, "\(reminders)")
        #expect(!reminders.text.contains(anna))
        #expect(ofAnna["data"] == [], "\(ofAnna)")
        #expect(ofElena["data"]?[0]?["template"] == "break_glass.requested", "\(ofElena)")
    }
}
