import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The adoption of the platform: exact numbers of its records, and figures of frozen releases only.
@Suite struct AdoptionTests {
    private let path = "/api/v1/admin/analytics/adoption"

    @Test func `counts are exact, and nothing about diaries is live`() async throws {
        let stage = try await ReleaseStage.open()
        let before = try await stage.world.as(.elena).get(path)
        #expect(before.status == 200, "\(before)")
        #expect(before["organizations"] == ["active": 2])
        #expect(before["seats"] == 20)
        #expect(before["used"] == 4)
        #expect(before["invitations"] == [:])
        #expect(before["month"] == nil)
        #expect(before["participation"] == [:])
        #expect(before["domains"] == [:])
        try await stage.people(12, "sales", in: "Sales", percent: 70)
        let grown = try await stage.world.as(.elena).get(path)
        #expect(grown["used"] == 16)
        #expect(grown["accounts"]?.double == (before["accounts"]?.double ?? 0) + 12)
        #expect(grown["domains"] == [:])
    }

    @Test func `domains are the mean of three organisations at least`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(20, "sales", in: "Sales", percent: 70)
        try await stage.freeze()
        let one = try await stage.world.as(.elena).get(path)
        #expect(one["month"] == "2026-11")
        #expect(one["participation"]?["suppressed"] == 1, "the other organisation has one member")
        #expect(one["domains"]?["mood"] == ["shown": "suppressed", "reason": "protects_people"])

        let call = stage.world.site.call(as: .system, with: .releaseFreeze)
        for name in ["Cassio", "Delfo"] {
            let other = try await found(name, in: stage.world)
            try await other.people(20, name.lowercased(), percent: name == "Cassio" ? 50 : 90)
            _ = try await stage.world.db.write { tx in
                try Release.freezeNow(other.organization, as: call, tx)
            }
        }
        let three = try await stage.world.as(.elena).get(path)
        let values = try await stage.world.db.read { tx in
            try tx.values(
                "SELECT c.value FROM release_cell c WHERE c.unit_kind = 'organization' AND c.domain = 'mood' AND c.value IS NOT NULL",
                as: Int.self
            )
        }
        #expect(values.count == 3)
        let mean = (Double(values.reduce(0, +)) / 3).rounded() / 10
        #expect(three["domains"]?["mood"]?["value"]?.double == mean)
    }

    @Test func `only super administrators see it`() async throws {
        let stage = try await ReleaseStage.open()
        #expect(try await stage.world.as(.bruno).get(path).status == 403)
        #expect(try await stage.world.as(.anna).get(path).status == 403)
        #expect(try await stage.world.as(.elena).get("\(path)?month=2026-11").status == 422)
    }

    private func found(_ name: String, in world: World) async throws -> ReleaseStage {
        let organization = DemoOrganization(name: name, people: [])
        let password = try await DemoPerson.password(at: world.site)
        try await world.db.write { [site = world.site] tx in
            _ = try organization.found(with: password, at: site, tx)
        }
        return ReleaseStage(world: world, organization: ID(unchecked: try await world.organization(name)))
    }
}
