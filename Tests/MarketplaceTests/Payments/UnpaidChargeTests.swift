import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// Payments that end without money, wherever they stand.
@Suite struct UnpaidChargeTests {
    private func cancel(_ payment: String, _ paid: PaidScene) async throws -> TestResponse {
        try await paid.world.as(.carl).put("/api/v1/payments/\(payment)/status", ["status": "cancelled"])
    }

    @Test func `a payment without a page is cancelled`() async throws {
        let paid = try await PaidScene.open()
        let payment = try #require(try await paid.begin(paid.awarded()).id)

        let cancelled = try await cancel(payment, paid)

        #expect(cancelled.status == 200 && cancelled["state"] == "cancelled", "\(cancelled)")
        #expect(try await cancel(payment, paid).problem == .illegalTransition)
    }

    @Test func `a declined payment is cancelled`() async throws {
        let paid = try await PaidScene.open()
        let (payment, page) = try await paid.opened(paid.awarded())
        try await paid.stripe.act("complete/\(page)", ["declines": "true"])
        try await paid.world.hearCharges(paid.stripe)

        let cancelled = try await cancel(payment, paid)

        #expect(cancelled.status == 200 && cancelled["state"] == "cancelled", "\(cancelled)")
    }

    @Test func `a payment without a page lapses with its award`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let payment = try #require(try await paid.begin(job).id)

        paid.world.clock.advance(by: .minutes(31))
        try await paid.world.tick()

        #expect(try await paid.world.as(.carl).get("/api/v1/payments/\(payment)")["state"] == "lapsed")
        #expect(try await paid.scene.state(of: job) == "open")
        #expect(try await paid.step(payment).problem == .illegalTransition)
    }
}
