import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct RefundRaceTests {
    @Test func `20 refunds of 60 % 1: of twenty at once one is asked for`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed(10_000)
        _ = try await paid.world.token(of: .carl)

        let answers = try await paid.world.atOnce(20) { _ in try await paid.ask(id, 6_000) }

        #expect(answers.statuses == [201: 1, 409: 19])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .notRefundableNow })
    }

    @Test func `two second approvals 1 call: the money goes back once`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed(50_000)
        let refund = try #require(try await paid.ask(id, 20_000).id)
        #expect(try await paid.approve(refund)["state"] == "half_approved")
        for person in [Person.ada, .adam] { _ = try await paid.world.token(of: person) }

        let answers = try await paid.world.atOnce(10) { place in
            try await paid.approve(refund, by: place.isMultiple(of: 2) ? .ada : .adam, version: 2)
        }
        try await paid.world.runJobs()

        #expect(answers.statuses == [200: 1, 409: 9])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["present"] != nil })
        let calls = try await paid.stripe.requests().filter {
            $0["path"] == "/v1/refunds" && $0["method"] == "POST"
        }
        #expect(calls.count == 1)
        #expect(try await paid.stripe.givenBack(for: paid.charge(id)) == 20_000)
    }

    @Test func `approve|reject|withdraw at once: 1`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed(10_000)
        let refund = try #require(try await paid.ask(id, 5_000).id)
        for person in [Person.lina, .ada, .carl] { _ = try await paid.world.token(of: person) }

        let answers = try await paid.world.atOnce(12) { place in
            switch place % 3 {
            case 0: try await paid.approve(refund)
            case 1: try await paid.reject(refund, by: .ada)
            default: try await paid.world.as(.carl).put("/api/v1/refunds/\(refund)/withdraw")
            }
        }

        #expect(answers.statuses == [200: 1, 409: 11])
    }
}
