import Kernel

/// The reason why a call has no answer.
///
/// The texts contain neither address nor headers, so they can be logged and stored.
package enum HTTPFailure: Error, Sendable, Hashable {
    /// Nothing was sent: the request is malformed.
    case unsound(String)
    /// Nothing was sent: every thread is busy and the queue is full.
    case overloaded
    /// Nothing was sent: the name resolves to a forbidden address.
    case forbiddenAddress
    case unresolved
    case unreachable
    /// The server's certificate or TLS cannot be trusted.
    case insecure
    /// The request may still have arrived.
    case timedOut
    /// The answer exceeds the limit.
    case tooLarge
    case cancelled
    /// A file could not be read or written.
    case file
    /// The connection broke, or the answer was not HTTP; the request may still have arrived.
    case broken(String)
}

extension HTTPFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsound(let what): "malformed request: \(what)"
        case .overloaded: "too many calls at the same time"
        case .forbiddenAddress: "the address is not public"
        case .unresolved: "the host name cannot be resolved"
        case .unreachable: "the connection failed"
        case .insecure: "the server's certificate or TLS cannot be trusted"
        case .timedOut: "no answer in time"
        case .tooLarge: "the answer is too large"
        case .cancelled: "cancelled"
        case .file: "a file cannot be read or written"
        case .broken(let what): "the connection broke: \(what)"
        }
    }

    /// Whether the server may have received the request.
    package var mayHaveArrived: Bool {
        switch self {
        case .unsound, .overloaded, .forbiddenAddress, .unresolved, .unreachable: false
        case .insecure, .timedOut, .tooLarge, .cancelled, .file, .broken: true
        }
    }
}

extension HTTPFailure: Refusable {
    /// An intermediate server answers 503 while the other side is unreachable.
    package var problem: Problem? {
        switch self {
        case .overloaded, .unresolved, .unreachable, .timedOut, .broken: Problem(.unavailable, retryAfter: 30)
        case .unsound, .forbiddenAddress, .insecure, .tooLarge, .cancelled, .file: nil
        }
    }
}
