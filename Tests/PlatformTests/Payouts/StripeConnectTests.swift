import Kernel
import TestKit
import Testing

@testable import Platform

/// The gateway of connected accounts against the double, which refuses what Stripe refuses.
@Suite struct StripeConnectTests {
    private func account(_ connect: StripeConnect, key: String = "k1") async throws -> String {
        let order = ConnectOrder(mark: "account-1", site: "school", email: "tina@example.com", country: "IT")
        return try await connect.openAccount(order, key: key)
    }

    private func order(_ amount: Int64, to account: String, mark: String = "t1") -> TransferOrder {
        TransferOrder(destination: account, amount: Money(amount, .euro), mark: mark)
    }

    @Test func `an account is ready when transfers are active and payouts enabled`() async throws {
        let stripe = try StripeDouble()
        let connect = stripe.connect
        let id = try await account(connect)

        #expect(try await account(connect) == id, "the same key, the same account")
        let fresh = try #require(try await connect.account(id))
        #expect(!fresh.isReady && !fresh.requirements.isEmpty)
        let link = ConnectLinkOrder(
            reference: id,
            returning: "https://x.example/ok",
            refreshing: "https://x.example/again"
        )
        #expect(try await connect.accountLink(link, key: "l1").hasPrefix("https://"))
        #expect(try await connect.account(id)?.isReady == false, "a page alone changes nothing")
        try await stripe.act("onboard/\(id)", ["payouts": "false"])
        #expect(try await connect.account(id)?.isReady == false)
        try await stripe.act("onboard/\(id)")
        #expect(try await connect.account(id)?.isReady == true)
        #expect(try await connect.account("acct_unknown") == nil)
    }

    @Test func `a transfer needs the capability and the balance, and its key makes it once`() async throws {
        let stripe = try StripeDouble()
        let connect = stripe.connect
        let id = try await account(connect)
        try await stripe.act("top_up/balance", ["amount": "5000"])

        await #expect(
            throws: GatewayFailure.refused(status: 400, code: "insufficient_capabilities_for_transfer")
        ) {
            try await connect.transfer(order(30_00, to: id), key: "t0")
        }
        try await stripe.act("onboard/\(id)")
        await #expect(throws: GatewayFailure.refused(status: 400, code: "balance_insufficient")) {
            try await connect.transfer(order(50_01, to: id), key: "t2")
        }
        let made = try await connect.transfer(order(30_00, to: id), key: "t1")

        #expect(try await connect.transfer(order(30_00, to: id), key: "t1") == made)
        #expect(try await connect.transfer(marked: "t1") == made)
        #expect(try await connect.transfer(marked: "t9") == nil)
        #expect(try await connect.transfer(made.reference) == made)
        await #expect(throws: GatewayFailure.refused(status: 400, code: "idempotency_error")) {
            try await connect.transfer(order(31_00, to: id), key: "t1")
        }
    }

    @Test func `a reversal needs the money in the account`() async throws {
        let stripe = try StripeDouble()
        let connect = stripe.connect
        let id = try await account(connect)
        try await stripe.act("top_up/balance", ["amount": "5000"])
        try await stripe.act("onboard/\(id)")
        let made = try await connect.transfer(order(30_00, to: id), key: "t1")

        try await connect.reverse(made.reference, 10_00, key: "r1")
        #expect(try await connect.transfer(made.reference)?.reversed == 10_00)
        try await stripe.act("bank/\(id)")
        await #expect(throws: GatewayFailure.refused(status: 400, code: "balance_insufficient")) {
            try await connect.reverse(made.reference, 20_00, key: "r2")
        }
    }

    @Test func `events name what to read, and only of the same mode`() async throws {
        let stripe = try StripeDouble()
        let connect = stripe.connect
        let id = try await account(connect)
        try await stripe.act("onboard/\(id)")
        let told = try #require(try await stripe.events().last)

        #expect(connect.event(in: Array(told.utf8))?.about == .account(id))
        let other =
            #"{"id":"evt_1","type":"account.updated","livemode":true,"data":{"object":{"id":"acct_1"}}}"#
        let alien = #"{"id":"evt_1","type":"charge.refunded","data":{"object":{"id":"ch_1"}}}"#
        let reversed = #"{"id":"evt_2","type":"transfer.reversed","data":{"object":{"id":"tr_1"}}}"#
        #expect(connect.event(in: Array(other.utf8)) == nil)
        #expect(connect.event(in: Array(alien.utf8)) == nil)
        #expect(connect.event(in: Array(reversed.utf8))?.about == .transfer("tr_1"))
    }
}
