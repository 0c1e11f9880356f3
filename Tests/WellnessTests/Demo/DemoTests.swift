import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DemoTests {
    @Test func `the demo can be set up twice, with sixty people and a release`() async throws {
        let world = try await World(wellness, cast: "demo") { site in
            try await wellness.demo(site)
            try await wellness.demo(site)
        }
        let aurora = try await world.organization("Aurora")

        let members = try await world.as(.bruno).get("/api/v1/organizations/\(aurora)/members?limit=100")
        let releases = try await world.as(.bruno).get("/api/v1/organizations/\(aurora)/reports/releases")
        let scores = try await world.as(.anna).get("/api/v1/wellness/scores")

        #expect(members["data"]?.arrayValue?.count == 45, "\(members.status)")
        #expect(releases["data"]?.arrayValue?.count == 1, "\(releases)")
        #expect(scores["data"]?.arrayValue?.isEmpty == false, "\(scores)")
        #expect(try await world.as(.elena).get("/api/v1/admin/analytics/health").status == 200)
    }

    @Test func `a group of three is suppressed, and the organisation is shown`() async throws {
        let world = try await World(wellness, cast: "demo") { site in try await wellness.demo(site) }
        let aurora = try await world.organization("Aurora")

        let release = try await world.as(.bruno).get("/api/v1/organizations/\(aurora)/reports/departments")

        let units = release["units"]?.arrayValue ?? []
        let finance = units.first { $0["name"] == "Finance" }
        #expect(finance?["total"]?["shown"] == "suppressed", "\(release)")
        #expect(finance?["total"]?["reason"] == "protects_people")
        #expect(units.contains { $0["total"]?["shown"] == "value" })
    }

    @Test func `the ids of operations do not tell domains, as administrators may read them`() async throws {
        let world = try await World(wellness, cast: "demo") { site in try await wellness.demo(site) }

        let names = try await world.db.read { tx in
            try tx.values("SELECT DISTINCT op_id FROM log_op", as: String.self)
        }
        let domains = try await world.db.read { tx in
            try tx.values("SELECT DISTINCT domain FROM wellness_log", as: String.self)
        }

        #expect(!names.isEmpty && domains.count == 8)
        #expect(!names.contains { name in domains.contains { name.contains($0) } })
    }

    @Test func `the authenticator of the demo is the one of the documentation`() {
        #expect(DemoPerson.authenticator.count == 20)
    }
}
