import Kernel

/// The reason why a request to the provider has no result.
package enum GatewayFailure: Error, Sendable, Hashable {
    case notConfigured
    /// The bank declined; nothing happened.
    case declined(code: String)
    /// The provider refused and would refuse again; nothing happened.
    case refused(status: Int, code: String)
    /// Too many requests, or the same request is in progress; nothing happened.
    case busy(retryAfter: Int?)
    /// The outcome is unknown.
    case unknown(String)
    /// Nothing was sent.
    case unreachable(String)
    /// An answer in an unknown form.
    case incomprehensible(String)

    /// Whether nothing happened, and nothing will.
    var isVerdict: Bool {
        switch self {
        case .declined, .refused: true
        case .notConfigured, .busy, .unknown, .unreachable, .incomprehensible: false
        }
    }

    /// The text for the row of an operation, without personal data.
    var words: String {
        switch self {
        case .notConfigured: "not configured"
        case .declined(let code): "declined: \(code)"
        case .refused(let status, let code): "refused: \(status) \(code)"
        case .busy: "busy"
        case .unknown(let what), .unreachable(let what), .incomprehensible(let what): what
        }
    }
}

extension GatewayFailure: CustomStringConvertible {
    package var description: String { "the payment provider: \(words)" }
}

extension GatewayFailure: Refusable {
    package var problem: Problem? {
        switch self {
        case .notConfigured: Problem(.paymentsNotConfigured)
        case .declined(let code): Problem(.paymentDeclined, extras: ["decline_code": .string(code)])
        case .refused(_, let code): Problem(.paymentRefused, extras: ["provider_code": .string(code)])
        case .busy(let seconds): Problem(.paymentsUnavailable, retryAfter: seconds ?? 2)
        case .unknown, .unreachable, .incomprehensible: Problem(.paymentsUnavailable, retryAfter: 10)
        }
    }
}
