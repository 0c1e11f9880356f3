import Kernel
import Synchronization

/// Stops calls to a carrier that does not answer: after some failures in a row messages wait, and one at a time tries again.
///
/// A refusal of a message is an answer. Each process judges by its own calls.
final class CarrierBreaker: Sendable {
    private struct State {
        var failures = 0
        /// Nobody calls the carrier before this moment; after it one call at a time tries again.
        var opensAt: Instant?
    }

    static let tolerated = 5
    private static let pause = Duration.seconds(30)
    private static let longestPause = Duration.minutes(10)
    /// Longer than any call of a carrier.
    private static let trial = Duration.seconds(100)

    private let state = Mutex(State())

    /// The time to wait before calling the carrier; nil for a call now, which has to be followed by ``record(_:at:)``.
    func wait(at now: Instant) -> Duration? {
        state.withLock { state in
            guard let opensAt = state.opensAt else { return nil }
            guard opensAt <= now else { return max(opensAt - now, .seconds(1)) }
            state.opensAt = now + Self.trial
            return nil
        }
    }

    enum Outcome: Sendable {
        case answered, failed
    }

    func record(_ outcome: Outcome, at now: Instant) {
        state.withLock { state in
            guard outcome == .failed else {
                state = State()
                return
            }
            state.failures += 1
            guard state.failures >= Self.tolerated else { return }
            let doublings = min(state.failures - Self.tolerated, 10)
            state.opensAt = now + min(Self.pause * (1 << doublings), Self.longestPause)
        }
    }

    /// The state of the breaker at a moment.
    func standing(at now: Instant) -> (breaker: CarrierState.Breaker, failures: Int, opensAt: Instant?) {
        state.withLock { state in
            guard let opensAt = state.opensAt else { return (.closed, state.failures, nil) }
            return (opensAt > now ? .open : .trying, state.failures, opensAt)
        }
    }
}

/// The breakers of a site, one for each carrier.
final class CarrierBreakers: Sendable {
    private let breakers: [NoticeTemplate.Channel: CarrierBreaker]

    init() {
        let channels = NoticeTemplate.Channel.allCases.filter { $0 != .inApp }
        breakers = Dictionary(uniqueKeysWithValues: channels.map { ($0, CarrierBreaker()) })
    }

    subscript(channel: NoticeTemplate.Channel) -> CarrierBreaker? { breakers[channel] }
}

/// A failed call of a carrier: either its answer to one message, or no answer at all.
protocol CarrierFailure: Error {
    /// Whether the carrier answered and refused this message; other messages may still succeed.
    var isVerdict: Bool { get }
}

extension MailFailure: CarrierFailure {
    var isVerdict: Bool { isPermanent }
}

extension SMSFailure: CarrierFailure {
    var isVerdict: Bool { isPermanent }
}

extension PushFailure: CarrierFailure {
    var isVerdict: Bool {
        if case .later = verdict { false } else { true }
    }
}

extension Site {
    /// Calls a carrier and records the outcome in its breaker; a cancelled call does not count.
    func calling<Receipt: Sendable>(
        _ channel: NoticeTemplate.Channel,
        _ send: () async throws -> Receipt
    ) async throws -> Receipt {
        do {
            let receipt = try await send()
            breakers[channel]?.record(.answered, at: now())
            return receipt
        } catch {
            let isVerdict = (error as? any CarrierFailure)?.isVerdict ?? false
            if !(error is CancellationError) {
                breakers[channel]?.record(isVerdict ? .answered : .failed, at: now())
            }
            throw error
        }
    }
}
