import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct AcceptQuoteTests {
    @Test func `an award freezes quote, commission and terms, and takes the provider's time`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job, by: .pia, 12_345)

        let answer = try await scene.accept(job, quote)

        #expect(
            answer.status == 200 && answer["state"] == "awarded" && answer["status"] == "assigned",
            "\(answer)"
        )
        #expect(answer["next"] == "lapse")
        let award = try #require(answer["award"])
        #expect(award["quote_id"] == quote["id"] && award["revision"] == 1)
        #expect(award["amount_minor"] == 12_345 && award["late_fee_minor"] == 2_469)
        #expect(award["commission_minor"] == nil && award["net_minor"] == nil)
        let start = try #require(award["start"]?.stringValue.flatMap { Instant($0) })
        #expect(award["free_until"]?.stringValue == (start - .hours(24)).description)
        // Bronze: 15 %, half up.
        let mine = try #require(try await scene.get(job, by: .pia)["award"])
        #expect(mine["commission_minor"] == 1_852 && mine["net_minor"] == 10_493)
        let taken = try await scene.world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM booking WHERE is_active AND starts_at = \(start)",
                as: Int.self
            )
        }
        #expect(taken == 1)
    }

    @Test func `other quotes are outbid`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, by: .pete)

        _ = try await scene.accept(job, scene.quoted(job))

        #expect(try await scene.present(job, of: .pete).state == "outbid")
        #expect(try await scene.present(job, of: .pia).state == "awarded")
    }

    @Test func `revision_mismatch tells the present revision and amount`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let first = try await scene.quoted(job)
        _ = try await scene.quoted(job, by: .pia, 11_000)

        let answer = try await scene.accept(job, first)
        let amount = try await scene.put(
            job,
            "accept-quote",
            by: .carl,
            ["quote_id": .string(first.id ?? ""), "revision": 2, "amount_minor": 10_000]
        )

        #expect(answer.problem == .revisionMismatch)
        #expect(answer["revision"] == 2 && answer["amount_minor"] == 11_000)
        #expect(amount.problem == .revisionMismatch)
    }

    @Test func `quote_not_live: a withdrawn or outdated quote is not accepted`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        _ = try await scene.quoted(job, by: .pete)
        _ = try await scene.put(job, "withdraw-quote", by: .pia)

        #expect(try await scene.accept(job, quote).problem == .quoteNotLive)
        scene.world.clock.advance(by: .days(3))
        let other = try await scene.present(job, of: .pete).json
        let late = try await scene.put(
            job,
            "accept-quote",
            by: .carl,
            ["quote_id": other["id"] ?? .null, "revision": 1, "amount_minor": 10_000]
        )
        // Its start is in the past now.
        #expect(late.problem == .quoteNotLive, "\(late)")
    }

    @Test func `booking.slot_taken: a provider's time is taken once`() async throws {
        let scene = try await MarketScene.open()
        let (one, two) = (try await scene.post(), try await scene.post())
        let first = try await scene.quoted(one)
        _ = try await scene.accept(one, first)
        let provider = try await scene.world.provider(of: .pia)
        let second = try await scene.quote(two)
        guard second.status == 201 else {
            // Where a taken time cannot even be quoted.
            #expect(second.status == 409)
            return
        }

        let answer = try await scene.accept(two, second)

        #expect(answer.status == 409, "\(answer)")
        let awards = try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM award WHERE provider_id = \(provider)", as: Int.self)
        }
        #expect(awards == 1)
    }

    @Test func `amounts that the server reckons are refused as computed`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        var choice = scene.choice(try await scene.quoted(job))
        choice["commission_minor"] = 1

        let answer = try await scene.put(job, "accept-quote", by: .carl, choice)

        #expect(answer.status == 422 && answer.faults == ["/commission_minor": "computed"])
    }

    @Test func `a quote of another job is unknown, and an award is made once`() async throws {
        let scene = try await MarketScene.open()
        let (one, two) = (try await scene.post(), try await scene.post())
        let quote = try await scene.quoted(one)

        #expect(try await scene.accept(two, quote).status == 404)
        #expect(try await scene.accept(one, quote).status == 200)
        let again = try await scene.accept(one, quote)
        #expect(again.problem == .illegalTransition && again["present"] == "awarded")
    }

    @Test func `an award never changes`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.awarded()

        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("UPDATE award SET amount = amount + 1") }
        }
        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("DELETE FROM award") }
        }
    }

    @Test func `policies of the day of the award apply to it for good`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded(to: .pia, 20_000)
        try await scene.policy(.commissionBronzeBp, 2_000)
        try await scene.policy(.cancelLateBp, 5_000)
        let later = try await scene.awarded(to: .pete, 20_000)

        let (old, new) = (
            try await scene.get(job, by: .lina)["award"], try await scene.get(later, by: .lina)["award"]
        )

        #expect(old?["commission_minor"] == 3_000 && old?["late_fee_minor"] == 4_000)
        #expect(new?["commission_minor"] == 4_000 && new?["late_fee_minor"] == 10_000)
    }
}
