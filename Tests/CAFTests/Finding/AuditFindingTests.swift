import Kernel
import TestKit
import Testing

@testable import CAF
@testable import Platform

private let auditLog = "/admin/audit-logs"

extension World {
    /// The names of the actors in the entries that words find.
    fileprivate func actors(
        _ words: String,
        of action: String = "service_request.*"
    ) async throws -> Set<String> {
        let answer = try await self.as(.sara).get("\(auditLog)?limit=100&action=\(action)&search=\(words)")
        guard answer.status == 200 else { throw TestFailure("no log for \(words): \(answer)") }
        return Set((answer["data"]?.arrayValue ?? []).map { $0["actor_name"]?.stringValue ?? "–" })
    }
}

@Suite struct AuditFindingTests {
    @Test func `the audit log is found by person, codice fiscale, request number and plan`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let reference = try #require(try await world.as(.sara).get(request.path)["reference"]?.stringValue)
        let luca = try await world.id(of: .luca)
        #expect(try await world.as(.sara).patch("/admin/users/\(luca)/deactivate").status == 200)
        #expect(try await world.plan("famiglia").status == 201)

        #expect(try await world.actors("ferri") == ["Marco Ferri"])
        #expect(try await world.actors("rossi+giulia") == ["Giulia Rossi"])
        #expect(try await world.actors("RSSGLI85") == ["Giulia Rossi"])
        #expect(try await world.actors("giulia.rossi%40example.com") == ["Giulia Rossi"])
        #expect(try await world.actors(reference) == ["Giulia Rossi", "Marco Ferri"])
        #expect(try await world.actors("nessuno").isEmpty)
        // By the affected person, and by the affected plan.
        #expect(try await world.actors("bianchi", of: "account.deactivate") == ["Sara Conti"])
        #expect(try await world.actors("rossi", of: "account.deactivate").isEmpty)
        #expect(try await world.actors("famiglia", of: "subscription_plan.*") == ["Sara Conti"])
    }

    @Test func `the audit log sorts by time, actor and action, in both directions, and takes days`()
        async throws
    {
        let world = try await office()
        _ = try await world.inReview()
        let requests = "action=service_request.*"
        let all = try await world.ids(auditLog, requests)
        #expect(all.count >= 4)

        for column in AuditColumn.allCases.map(\.rawValue) {
            let up = try await world.ids(auditLog, "\(requests)&sort=\(column)")
            #expect(Set(up) == Set(all), "\(column)")
            #expect(try await world.ids(auditLog, "\(requests)&sort=\(column)", by: 2) == up, "\(column)")
            let down = Array(up.reversed())
            #expect(try await world.ids(auditLog, "\(requests)&sort=-\(column)") == down, "\(column)")
            #expect(try await world.ids(auditLog, "\(requests)&sort=-\(column)", by: 2) == down, "\(column)")
        }
        #expect(try await world.ids(auditLog, requests + "&sort=-at") == all)
        #expect(try await world.first("actor_name", "\(auditLog)?\(requests)&sort=actor") == "Marco Ferri")
        #expect(try await world.first("actor_name", "\(auditLog)?\(requests)&sort=-actor") == "Giulia Rossi")
        #expect(
            try await world.first("action", "\(auditLog)?\(requests)&sort=action") == "service_request.assign"
        )
        #expect(try await world.ids(auditLog, requests + "&from=2026-11-21&until=2026-11-21") == all)
        #expect(try await world.ids(auditLog, requests + "&until=2026-11-20").isEmpty)
        for (query, faults) in [
            ("sort=colour", ["query/sort": "not_in_enumeration"]),
            ("until=tomorrow", ["query/until": "invalid_day_or_instant"]),
        ] {
            #expect(try await world.as(.sara).get("\(auditLog)?\(query)").faults == faults, "\(query)")
        }
    }
}
