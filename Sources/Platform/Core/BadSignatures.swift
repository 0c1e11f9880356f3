import Kernel
import Web

/// The webhooks with a bad signature, by address: genuine ones are unlimited, and guessing is not.
///
/// Each process counts for itself.
package final class BadSignatures: Sendable {
    private static let limit = RateLimit("bad-signatures", 60, per: .minutes(1))
    private let limiter = RateLimiter()

    /// Counts one; the refusal of the webhook is 429 above sixty a minute, otherwise `refusal`.
    package func refusal(_ refusal: Problem, from address: String, at now: Instant) -> Problem {
        let verdict = limiter.consume(Self.limit, for: address, at: now)
        return verdict.isAllowed ? refusal : Problem(.tooManyRequests, retryAfter: verdict.reset)
    }

    /// Whether an address has sent as many as it may.
    package func isSuspect(_ address: String, at now: Instant) -> Bool {
        !limiter.hasRoom(Self.limit, for: address, at: now)
    }
}

extension Call {
    /// The refusal of a webhook whose signature is bad.
    package func badSignature(_ code: Problem.Code) -> Problem {
        site.badSignatures.refusal(Problem(code), from: address, at: now)
    }
}
