import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

// Nights, and what decides about them.
extension MarketScene {
    /// Goes to the next two in the morning of New York, and does the night's work.
    func sleep() async throws {
        let slot = RunNights.time.next(after: world.clock.now, in: .newYork)
        guard let slot else { throw TestFailure("the night does not come") }
        world.clock.set(to: slot.at + .seconds(30))
        try await world.tick()
    }

    /// The next night of a provider alone, whatever the clock says.
    func judge(_ provider: ID<Provider>, on night: CivilDate) async throws {
        let site = world.site
        try await world.db.write { tx in
            try TierNight.judge(provider, on: night, Policies.at(tx.now, tx), as: site.call(as: .system), tx)
        }
    }

    func tier(of person: Person) async throws -> Tier {
        let id = try await world.provider(of: person)
        return try await world.db.read { tx in try Provider.find(id, tx).tier }
    }

    func set(_ tier: Tier, of person: Person) async throws {
        let id = try await world.provider(of: person)
        try await world.db.write { tx in try tx.execute("UPDATE provider SET tier = \(tier) WHERE id = \(id)")
        }
    }

    /// Five directed jobs, which the provider declines after some minutes.
    func answer(by person: Person, after minutes: Int = 10) async throws {
        let provider = try await world.provider(of: person).description
        for _ in 0..<5 {
            let job = try await post(by: .cora, ["provider_id": .string(provider)])
            world.clock.advance(by: .minutes(minutes))
            let answer = try await put(job, "decline", by: person)
            guard answer.status == 200 else { throw TestFailure("not declined: \(answer)") }
        }
    }

    /// A provider who meets Silver, whose demands are lowered to one job and a score of 4.00.
    func excel(_ person: Person = .pia) async throws {
        try await policy(.tierSilverJobs, 1)
        try await policy(.tierSilverScore, 400)
        try await answer(by: person)
        _ = try await published(by: person)
        // Without the counts of the nights so far.
        try await world.db.write { tx in try tx.execute("DELETE FROM tier_night") }
    }

    func setTier(
        _ tier: String,
        of person: Person = .pia,
        by staff: Person = .lina,
        for time: Duration = .days(20),
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body: JSONObject = ["tier": .string(tier), "until": at(time), "reason": "A big contract."]
        for member in more.members { body[member.name] = member.value }
        return try await world.as(staff).post(
            "\(Self.root)/providers/\(world.provider(of: person))/tier",
            .object(body)
        )
    }

    func appeal(_ decision: String, by person: Person = .pia) async throws -> TestResponse {
        try await world.as(person).post(
            "\(Self.root)/providers/\(world.provider(of: person))/tier-appeal",
            ["decision_id": .string(decision), "text": "My score is right."]
        )
    }

    func history(of person: Person = .pia, by reader: Person? = nil) async throws -> TestResponse {
        try await world.as(reader ?? person).get(
            "\(Self.root)/providers/\(world.provider(of: person))/tier-history"
        )
    }
}
