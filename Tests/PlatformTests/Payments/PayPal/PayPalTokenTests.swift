import Kernel
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite struct PayPalTokenTests {
    /// A clock for the gateway.
    private final class Clock: Sendable {
        private let moment = Mutex(TestClock.start)
        var now: Instant { moment.withLock { $0 } }
        func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
    }

    @Test func `a token is kept until a minute before its end`() async throws {
        let double = try PayPalDouble()
        let clock = Clock()
        let gateway = double.gateway(now: { clock.now })
        try await double.act("config", ["token_life": "900"])

        _ = try await gateway.read("A")
        clock.advance(by: .seconds(839))
        _ = try await gateway.read("B")
        let kept = try await double.exchanges()
        clock.advance(by: .seconds(1))
        _ = try await gateway.read("C")

        #expect(kept == 1)
        #expect(try await double.exchanges() == 2)
    }

    @Test func `many at once wait for one exchange`() async throws {
        let double = try PayPalDouble()
        let gateway = double.gateway()

        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<30 { group.addTask { _ = try await gateway.read("ORDER\(index)") } }
            try await group.waitForAll()
        }

        #expect(try await double.exchanges() == 1)
    }

    @Test func `a token that PayPal no longer knows is exchanged once`() async throws {
        let double = try PayPalDouble()
        let gateway = double.gateway()
        _ = try await gateway.read("A")
        try await double.act("revoke")

        #expect(try await gateway.read("B") == nil)
        #expect(try await double.exchanges() == 2)
        let requests = try await double.requests()
        #expect(Set(requests.compactMap { $0["token"]?.stringValue }).count == 2)
    }

    @Test func `credentials that PayPal does not accept are no verdict about money`() async throws {
        let double = try PayPalDouble()
        let gateway = double.gateway(secret: "another")

        let failure = await #expect(throws: GatewayFailure.self) { try await gateway.read("A") }
        #expect(failure == .unreachable("no access token: 401"))
        #expect(failure?.isVerdict == false && failure?.problem?.code == .paymentsUnavailable)
    }
}
