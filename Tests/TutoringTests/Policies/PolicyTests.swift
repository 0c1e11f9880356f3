import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PolicyTests {
    @Test func `every policy has its default, unit and bounds`() async throws {
        let world = try await castTutoring()

        let list = try await world.as(.ada).get("/api/v1/admin/policies")["data"]?.arrayValue ?? []

        #expect(list.count == PolicyKey.allCases.count)
        let commission = list.first { $0["key"] == "commission.bp" }
        #expect(commission?["value"] == 1_500 && commission?["unit"] == "bp" && commission?["from"] == nil)
        for key in PolicyKey.allCases {
            #expect(key.rule.bounds.contains(key.rule.standard), "\(key.rawValue)")
        }
    }

    @Test func `a new value is in force from tomorrow of Rome, and what has begun keeps the old one`()
        async throws
    {
        let world = try await castTutoring()
        let frozen = try await world.db.read { tx in try CancelTerms.of(.standard, at: tx.now, tx) }

        let set = try await world.as(.ada).put(
            "/api/v1/admin/policies/cancel.standard_full_hours",
            ["value": 36, "reason": "As in the new terms."]
        )
        world.clock.set(to: Instant("2026-11-21T22:59:00Z") ?? world.clock.now)
        let late = try await world.db.read { tx in try CancelTerms.of(.standard, at: tx.now, tx) }
        world.clock.set(to: Instant("2026-11-21T23:00:00Z") ?? world.clock.now)
        let after = try await world.db.read { tx in try CancelTerms.of(.standard, at: tx.now, tx) }

        #expect(
            set.status == 200 && set["value"] == 24 && set["upcoming"]?[0]?["from"] == "2026-11-22",
            "\(set)"
        )
        #expect(frozen.tiers == [CancelTier(hours: 24, percent: 100), CancelTier(hours: 12, percent: 50)])
        #expect(late == frozen && after.tiers.first?.hours == 36)
        #expect(try await world.audit().contains("tutoring.policy.set"))
    }

    @Test func `the rules of cancellation are those of the page`() async throws {
        let world = try await castTutoring()

        let rules = try await world.db.read { tx in
            try PolicyKind.allCases.map {
                try CancelTerms.of($0, at: tx.now, tx).tiers.map { [$0.hours, $0.percent] }
            }
        }

        #expect(rules == [[[24, 100], [12, 50]], [[12, 100]], [[48, 100], [24, 50]]])
    }

    @Test func `a value is within its bounds, from tomorrow on, with a reason and a fresh login`()
        async throws
    {
        let world = try await castTutoring()
        let path = "/api/v1/admin/policies/terms.notice_hours"

        let high = try await world.as(.ada).put(path, ["value": 169, "reason": "Longer."])
        let words = try await world.as(.ada).put(path, ["value": "12", "reason": "Longer."])
        let today = try await world.as(.ada).put(
            path,
            ["value": 24, "from": "2026-11-21", "reason": "Longer."]
        )
        let silent = try await world.as(.ada).put(path, ["value": 24])
        let unknown = try await world.as(.ada).put(
            "/api/v1/admin/policies/terms.magic",
            ["value": 1, "reason": "Longer."]
        )
        let tutor = try await world.as(.tina).put(path, ["value": 24, "reason": "Longer."])
        let token = try await world.token(of: .ada)
        try await world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .minutes(16))")
        }
        let stale = try await world.with(token: token).put(path, ["value": 24, "reason": "Longer."])

        #expect(high.faults["/value"] == "out_of_range", "\(high)")
        #expect(words.status == 422 && today.faults == ["/from": "not_before_tomorrow"], "\(today)")
        #expect(
            silent.faults == ["/reason": "required"] && [404, 422].contains(unknown.status),
            "\(unknown)"
        )
        #expect(tutor.status == 403 && stale.status == 403 && stale.problem == .stepUpRequired, "\(stale)")
    }
}
