import Kernel
import Platform
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Wellness

/// No operation that answers about more than one person reads a diary, a score, an assessment or a consent.
@Suite struct OrganizationStatementTests {
    private static let notForOthers = [
        "wellness_log", "log_op", "log_conflict", "wellness_diary", "wellness_score", "assessment",
        "weekly_summary", "personal_report", "policy_consent", "release_member", "release_key",
        "reminder_slot", "nudge",
    ]

    /// Every reading operation about an organisation or many people; that about one person is not among them.
    private static let operations = wellness.routes.filter { route in
        route.method == "GET"
            && (route.path.contains("/organizations") || route.path.contains("/admin/analytics")
                || route.path.hasSuffix("/admin/users"))
    }

    @Test func `the views over frozen cells are all that the reports read`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(12, "sales", in: "Sales", percent: 70)
        let release = try await stage.freeze()
        #expect(Self.operations.count > 15)
        for route in Self.operations {
            let path = path(of: route, stage, release)
            for person in [Person.bruno, .elena] {
                let (answer, statements) = try await TestKit.statements {
                    try await stage.world.as(person).get(path)
                }
                #expect([200, 403].contains(answer.status), "\(path) \(answer)")
                if answer.status == 200 { #expect(!statements.isEmpty, "\(path)") }
                for statement in statements {
                    let read = Self.notForOthers.filter { Self.names($0, in: statement) }
                    #expect(read.isEmpty, "\(route.method) \(route.path): \(read) in \(statement)")
                }
                guard route.path.contains("/reports/") else { continue }
                let tables = statements.filter {
                    Self.names("release_cell", in: $0) || Self.names("release", in: $0)
                }
                #expect(tables.isEmpty, "\(route.path): \(tables)")
            }
        }
    }

    @Test func `the watch sees the statements of a diary`() async throws {
        let stage = try await ReleaseStage.open()
        let (_, statements) = try await TestKit.statements {
            try await stage.world.as(.anna).get("/api/v1/wellness/logs")
        }
        #expect(statements.contains { Self.names("wellness_log", in: $0) })
    }

    /// Whether the statement names the table as a word.
    private static func names(_ table: String, in statement: String) -> Bool {
        let words = statement.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.contains { $0 == table }
    }

    private func path(of route: Web.Route<Call>, _ stage: ReleaseStage, _ release: ID<Release>) -> String {
        let path = route.path
            .replacing("{releaseId}", with: release.description)
            .replacing("{id}", with: stage.organization.description)
        return path.hasSuffix("/download") ? path + "?format=csv" : path
    }
}
