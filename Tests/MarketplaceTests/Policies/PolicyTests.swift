import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PolicyTests {
    private func policy(_ key: String, in world: World) async throws -> JSONValue? {
        try await world.as(.ada).get("/api/v1/admin/policies")["data"]?.arrayValue?.first {
            $0["key"] == .string(key)
        }
    }

    @Test func `every policy has its default, unit and bounds`() async throws {
        let world = try await castMarketplace()

        let list = try await world.as(.ada).get("/api/v1/admin/policies")["data"]?.arrayValue ?? []

        #expect(list.count == PolicyKey.allCases.count)
        let gold = try await policy("commission.gold_bp", in: world)
        #expect(gold?["value"] == 1_000 && gold?["unit"] == "bp" && gold?["maximum"] == 5_000)
        #expect(gold?["from"] == nil && gold?["upcoming"] == [])
        let papers = try await policy("documents.mandatory", in: world)
        #expect(papers?["value"] == ["identity", "insurance"] && papers?["unit"] == "words")
        for key in PolicyKey.allCases where key.words == nil {
            #expect(key.rule.bounds.contains(key.rule.standard), "\(key.rawValue)")
        }
    }

    @Test func `a new value is in force from its day on, at midnight of New York`() async throws {
        let world = try await castMarketplace()

        let set = try await world.as(.ada).put(
            "/api/v1/admin/policies/commission.gold_bp",
            ["value": 900, "from": "2026-11-23", "reason": "To win good providers."]
        )
        let before = try await world.db.read { tx in try Policies.value(.commissionGoldBp, at: tx.now, tx) }
        world.clock.set(to: Instant("2026-11-23T04:59:00Z") ?? world.clock.now)
        let late = try await world.db.read { tx in try Policies.value(.commissionGoldBp, at: tx.now, tx) }
        world.clock.set(to: Instant("2026-11-23T05:00:00Z") ?? world.clock.now)
        let after = try await world.db.read { tx in try Policies.at(tx.now, tx)[.commissionGoldBp] }

        #expect(set.status == 200 && set["value"] == 1_000, "\(set)")
        #expect(set["upcoming"]?[0]?["value"] == 900 && set["upcoming"]?[0]?["from"] == "2026-11-23")
        #expect([before, late, after] == [1_000, 1_000, 900])
        let present = try await policy("commission.gold_bp", in: world)
        #expect(present?["reason"] == "To win good providers." && present?["from"] == "2026-11-23")
        #expect(try await present?["by"] == .string(world.id(of: .ada)))
        #expect(try await world.audit().contains("marketplace.policy.set"))
    }

    @Test func `a value without a day is in force tomorrow, and of two the later setting wins`() async throws
    {
        let world = try await castMarketplace()
        let path = "/api/v1/admin/policies/quote.validity_days"

        _ = try await world.as(.ada).put(path, ["value": 5, "reason": "Shorter is better."])
        _ = try await world.as(.adam).put(path, ["value": 6, "reason": "Not that short."])
        world.clock.advance(by: .days(1))

        #expect(try await policy("quote.validity_days", in: world)?["value"] == 6)
    }

    @Test func `today and earlier days are refused`() async throws {
        let world = try await castMarketplace()

        for day in ["2026-11-21", "2020-01-01"] {
            let answer = try await world.as(.ada).put(
                "/api/v1/admin/policies/quote.validity_days",
                ["value": 5, "from": .string(day), "reason": "At once."]
            )
            #expect(answer.status == 422 && answer.faults == ["/from": "not_before_tomorrow"], "\(answer)")
        }
    }

    @Test(
        arguments: [
            ("commission.gold_bp", 5_001, "out_of_range"), ("job.payment_minutes", 29, "out_of_range"),
            ("commission.gold_bp", "many", "wrong_type"), ("commission.gold_bp", 1.5, "wrong_type"),
            ("documents.mandatory", ["passport"], "not_in_enumeration"),
            ("documents.mandatory", 3, "wrong_type"),
            ("documents.mandatory", ["identity", "identity"], "listed_twice"),
        ] as [(String, JSONValue, String)]
    )
    func `a value out of bounds is refused`(key: String, value: JSONValue, code: String) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.ada).put(
            "/api/v1/admin/policies/\(key)",
            ["value": value, "reason": "To try it."]
        )

        #expect(answer.status == 422 && answer.faults == ["/value": code], "\(answer)")
    }

    @Test func `a list of words is set as one`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.ada).put(
            "/api/v1/admin/policies/documents.mandatory",
            ["value": ["identity", "insurance", "licence"], "reason": "A new law."]
        )
        world.clock.advance(by: .days(1))
        let words = try await world.db.read { tx in try Policies.list(.documentsMandatory, at: tx.now, tx) }

        #expect(answer.status == 200, "\(answer)")
        #expect(words == ["identity", "insurance", "licence"])
    }

    @Test func `an unknown policy is not found, and only administrators see any`() async throws {
        let world = try await castMarketplace()
        let body: JSONValue = ["value": 5, "reason": "To try it."]

        #expect(try await world.as(.ada).put("/api/v1/admin/policies/moon.phase_days", body).status == 404)
        for person in [Person.carl, .pia, .lina] {
            #expect(try await world.as(person).get("/api/v1/admin/policies").status == 403)
            #expect(
                try await world.as(person).put("/api/v1/admin/policies/quote.validity_days", body).status
                    == 403
            )
        }
    }

    @Test func `the threshold of churn is a policy from tomorrow on`() async throws {
        let world = try await castMarketplace()
        let path = "/api/v1/admin/churn-threshold"

        let set = try await world.as(.ada).put(path, ["days": 60, "reason": "The trade is quicker."])
        world.clock.advance(by: .days(1))

        #expect(set.status == 200 && set["key"] == "churn.threshold_days" && set["value"] == 90, "\(set)")
        #expect(try await policy("churn.threshold_days", in: world)?["value"] == 60)
        for days in [6, 366] as [JSONValue] {
            let answer = try await world.as(.ada).put(path, ["days": days, "reason": "To try it."])
            #expect(answer.status == 422 && answer.faults == ["/days": "out_of_range"])
        }
    }

    @Test func `a setting is never changed or deleted`() async throws {
        let world = try await castMarketplace()
        _ = try await world.as(.ada).put(
            "/api/v1/admin/churn-threshold",
            ["days": 60, "reason": "To try it."]
        )

        for statement in ["UPDATE policy SET reason = 'none'", "DELETE FROM policy"] as [SQL] {
            await #expect(throws: (any Error).self) {
                try await world.db.write { tx in _ = try tx.execute(statement) }
            }
        }
    }
}
