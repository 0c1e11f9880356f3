import Kernel
import Web

/// A carrier of messages and its state in this process.
package struct CarrierState: View {
    /// The channel that it serves.
    package var carrier: NoticeTemplate.Channel
    /// Whether the carrier is configured; without it messages wait, or are not sent.
    package var configured: Bool
    /// The state of its circuit breaker, which stops calls after failures.
    package var breaker: Breaker
    /// The number of calls without an answer since the last answer.
    package var failures: Int
    /// The end of the pause; absent while calls go through.
    package var retryAt: Instant?

    /// The state of a carrier's circuit breaker.
    package enum Breaker: String, Codable, CaseIterable, Sendable {
        /// Calls go through.
        case closed
        /// Calls wait, because the last ones had no answer.
        case open
        /// The next message tries whether the carrier answers again.
        case trying
    }
}

extension Site {
    /// The carriers of the product's channels, as this process sees them.
    package func carrierStates() -> [CarrierState] {
        NoticeTemplate.Channel.allCases.filter(product.channels.contains).compactMap { channel in
            guard let standing = breakers[channel]?.standing(at: now()) else { return nil }
            return CarrierState(
                carrier: channel,
                configured: hasCarrier(of: channel),
                breaker: standing.breaker,
                failures: standing.failures,
                retryAt: standing.opensAt
            )
        }
    }

    private func hasCarrier(of channel: NoticeTemplate.Channel) -> Bool {
        switch channel {
        case .inApp: true
        case .email: dependencies.mail.isReal
        case .sms: dependencies.sms.isReal
        case .push: dependencies.push.isReal
        case .whatsApp, .telegram: dependencies.messengers.has(channel)
        }
    }
}
