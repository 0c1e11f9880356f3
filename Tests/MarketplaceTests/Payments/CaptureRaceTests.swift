import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Money and the end of its award: whatever comes first, the job is funded or the money goes back.
@Suite struct CaptureRaceTests {
    @Test func `capture|lapse|cancel: funded or refunded`() async throws {
        for turn in 0..<4 {
            let paid = try await PaidScene.open()
            let job = try await paid.awarded()
            let (id, page) = try await paid.opened(job)
            try await paid.stripe.act("complete/\(page)")
            let events = try await paid.stripe.events()
            let (world, scene) = (paid.world, paid.scene)
            // The award's time is over.
            if turn.isMultiple(of: 2) { world.clock.advance(by: .minutes(31)) }

            let answers = try await world.atOnce(9) { place in
                switch place % 3 {
                case 0:
                    return try await world.hook(events.last ?? "", at: "/payments/webhook")
                case 1:
                    // The time-outs that are due, and the jobs of webhooks.
                    try await world.tick()
                    return try await scene.get(job)
                default:
                    return try await world.as(.carl).delete("/api/v1/jobs/\(job)?reason=changed+my+mind")
                }
            }
            for _ in 0..<4 {
                world.clock.advance(by: .minutes(2))
                try await world.tick()
                try await world.hearCharges(paid.stripe)
            }

            #expect(answers.allSatisfy { $0.status < 500 }, "\(answers.statuses)")
            let (state, charge) = (try await scene.state(of: job), try await paid.charge(id))
            let back = try await paid.stripe.givenBack(for: charge)
            if charge.isStray {
                #expect(state != "funded" && back == 12_345)
            } else {
                // Funded; and cancelled for nothing when the cancellation came after the money.
                #expect(charge.state == .succeeded)
                #expect(state == "funded" ? back == 0 : back == 12_345, "\(state) \(back)")
            }
            let balances = try await paid.balances()
            #expect(balances["strays"] == nil)
            #expect((balances["escrow"] == -12_345) == (state == "funded"))
        }
    }

    @Test func `50 same webhooks 1 booking`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (_, page) = try await paid.opened(job)
        try await paid.stripe.act("complete/\(page)")
        let payload = try #require(try await paid.stripe.events().last)

        let answers = try await paid.world.atOnce(50) { _ in
            try await paid.world.hook(payload, at: "/payments/webhook")
        }
        try await paid.world.runJobs()
        try await paid.world.hearCharges(paid.stripe)

        #expect(answers.statuses == [200: 50])
        #expect(try await paid.lines("capture").count == 1)
        #expect(try await paid.balances()["escrow"] == -12_345)
    }

    @Test func `a lapsed award: its page is closed and read first, and late money is a stray`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        paid.world.clock.advance(by: .minutes(31))
        try await paid.world.tick()
        try await paid.world.runJobs()

        #expect(try await paid.scene.state(of: job) != "awarded")
        #expect(try await paid.charge(id).state == .lapsed)
        await #expect(throws: (any Error).self) { try await paid.stripe.act("complete/\(page)") }
        #expect(try await paid.step(id).problem == .illegalTransition)
    }

    @Test func `an award that was paid in its last moment is funded by its own time-out`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (_, page) = try await paid.opened(job)
        try await paid.stripe.act("complete/\(page)")

        paid.world.clock.advance(by: .minutes(31))
        for _ in 0..<3 {
            try await paid.world.tick()
            paid.world.clock.advance(by: .minutes(1))
        }

        #expect(try await paid.scene.state(of: job) == "funded")
    }

    @Test func `money that the gateway waits for extends the award to 72 hours once`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        try await paid.stripe.act("complete/\(page)", ["later": "true"])
        try await paid.world.hearCharges(paid.stripe)

        paid.world.clock.advance(by: .hours(70))
        try await paid.world.tick()
        #expect(try await paid.scene.state(of: job) == "awarded")
        try await paid.stripe.act("arrive/\(page)")
        try await paid.world.hearCharges(paid.stripe)
        #expect(try await paid.scene.state(of: job) == "funded")
        #expect(try await paid.charge(id).state == .succeeded)
    }

    @Test func `money of another amount goes back, and the award waits on`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        try await paid.stripe.act("complete/\(page)", ["amount": "12000"])
        try await paid.world.hearCharges(paid.stripe)
        try await paid.world.runJobs()
        try await paid.world.hearCharges(paid.stripe)

        #expect(try await paid.scene.state(of: job) == "awarded")
        #expect(try await paid.charge(id).isStray)
        #expect(try await paid.lines("stray_in") == [["gateway:stripe": 12_000, "strays": -12_000]])
        #expect(try await paid.lines("stray_back") == [["gateway:stripe": -12_000, "strays": 12_000]])
        #expect(try await paid.scene.notices(to: .carl).contains("marketplace.payment.stray"))
        let refunds = try await paid.world.as(.carl).get("/api/v1/refunds")
        #expect(refunds["data"]?[0]?["cause"] == "stray" && refunds["data"]?[0]?["state"] == "done")
        #expect(try await paid.world.as(.pia).get("/api/v1/refunds")["data"] == [])
        #expect(try await paid.begin(job).status == 201)
    }
}

extension StripeDouble {
    /// The sum that Stripe has given back of a charge.
    func givenBack(for charge: Charge) async throws -> Int64 {
        let events = try await events().map { try JSONValue(parsing: Array($0.utf8)) }
        let last = events.last {
            $0["type"] == "charge.refunded"
                && $0["data"]?["object"]?["payment_intent"]?.stringValue == charge.payment
        }
        return last?["data"]?["object"]?["amount_refunded"]?.integerValue ?? 0
    }
}
