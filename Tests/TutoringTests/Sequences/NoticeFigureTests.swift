import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct NoticeFigureTests {
    private static let path = "/api/v1/admin/notifications/analytics?from=2026-11-21&to=2026-11-21"

    @Test func `sent, arrived, failed, read and unsubscribed by template, channel and period`() async throws {
        let world = try await castTutoring()
        let readers = [try await world.account(of: .sara), try await world.account(of: .sami)]
        try await world.db.write { tx in
            try TutoringNotice.send(.messageUnread, to: readers, ["other": "Theo"], tx)
            try TutoringNotice.send(.strike, to: [readers[0]], [:], tx)
        }
        try await world.runJobs()
        _ = try await world.as(.sara).post("/api/v1/notifications/read-all")
        _ = try await world.as(.sami).patch(
            "/api/v1/users/me/preferences",
            ["preferences": [["category": "service", "channel": "email", "enabled": false]]]
        )

        let all = try await world.as(.ada).get(Self.path)
        #expect(all.status == 200, "\(all)")
        #expect(all["total"] == ["sent": 6, "arrived": 3, "failed": 0, "read": 2], "\(all)")
        #expect(all["unsubscribed"] == 1 && all["data"]?.arrayValue?.count == 4)
        let mails = try await world.as(.ada).get(
            "\(Self.path)&template=tutoring.message.unread&channel=email"
        )
        #expect(
            mails["data"] == [
                [
                    "template": "tutoring.message.unread", "channel": "email",
                    "counts": ["sent": 2, "arrived": 0, "failed": 0, "read": 0],
                ]
            ],
            "\(mails)"
        )
        let app = try await world.as(.ada).get("\(Self.path)&template=tutoring.message.unread&channel=in_app")
        #expect(
            app["total"] == ["sent": 2, "arrived": 2, "failed": 0, "read": 1] && app["unsubscribed"] == 0
        )
        let before = try await world.as(.ada).get(
            "/api/v1/admin/notifications/analytics?from=2026-11-20&to=2026-11-20"
        )
        #expect(before["total"]?["sent"] == 0 && before["data"] == [])
    }

    @Test func `wrong days and templates are refused, and so are other roles`() async throws {
        let world = try await castTutoring()
        let span = try await world.as(.ada).get(
            "/api/v1/admin/notifications/analytics?from=2026-11-21&to=2026-11-20"
        )
        #expect(span.faults == ["query/to": "ends_before_it_starts"], "\(span)")
        let template = try await world.as(.ada).get("\(Self.path)&template=no.such")
        #expect(template.faults == ["query/template": "unknown_template"])
        for person in [Person.sara, .tina] {
            #expect(try await world.as(person).get(Self.path).status == 403)
        }
    }
}
