import Kernel

/// Why an order or a question has no answer.
package enum GatewayFailure: Error, Sendable, Hashable {
    case notConfigured
    /// The bank said no; nothing happened.
    case declined(code: String)
    /// The provider said no, and would again; nothing happened.
    case refused(status: Int, code: String)
    /// Too much at once, or the same is under way; nothing happened.
    case busy(retryAfter: Int?)
    /// Nobody knows whether it happened.
    case unknown(String)
    /// Nothing was sent.
    case unreachable(String)
    /// An answer that makes no sense to us.
    case incomprehensible(String)

    /// Whether nothing happened, and nothing will.
    var isVerdict: Bool {
        switch self {
        case .declined, .refused: true
        case .notConfigured, .busy, .unknown, .unreachable, .incomprehensible: false
        }
    }

    /// For the row of an operation: no personal data.
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
