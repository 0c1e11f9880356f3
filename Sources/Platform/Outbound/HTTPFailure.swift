import Kernel

/// Why a call has no answer.
///
/// The words name neither address nor headers, so they may be logged and kept.
package enum HTTPFailure: Error, Sendable, Hashable {
    /// Nothing was sent: what was to be sent is not a sound request.
    case unsound(String)
    /// Nothing was sent: every thread is busy and the queue is full.
    case overloaded
    /// Nothing was sent: the name leads to an address that may not be reached.
    case forbiddenAddress
    case unresolved
    case unreachable
    /// The server's certificate or its TLS is not to be trusted.
    case insecure
    /// It may have been received all the same.
    case timedOut
    /// The answer has more bytes than were asked for.
    case tooLarge
    case cancelled
    /// A file to send or to fill could not be read or written.
    case file
    /// The connection broke, or what came was no HTTP; it may have been received all the same.
    case broken(String)
}

extension HTTPFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsound(let what): "not a sound request: \(what)"
        case .overloaded: "too many calls are under way"
        case .forbiddenAddress: "the address is not a public one"
        case .unresolved: "the name cannot be resolved"
        case .unreachable: "no connection"
        case .insecure: "the server's certificate or TLS is not to be trusted"
        case .timedOut: "no answer in time"
        case .tooLarge: "the answer is too large"
        case .cancelled: "cancelled"
        case .file: "a file cannot be read or written"
        case .broken(let what): "the connection broke: \(what)"
        }
    }

    /// Whether the server can have received the request.
    package var mayHaveArrived: Bool {
        switch self {
        case .unsound, .overloaded, .forbiddenAddress, .unresolved, .unreachable: false
        case .insecure, .timedOut, .tooLarge, .cancelled, .file, .broken: true
        }
    }
}

extension HTTPFailure: Refusable {
    /// Whoever is asked in between answers 503 while the other side is away.
    package var problem: Problem? {
        switch self {
        case .overloaded, .unresolved, .unreachable, .timedOut, .broken: Problem(.unavailable, retryAfter: 30)
        case .unsound, .forbiddenAddress, .insecure, .tooLarge, .cancelled, .file: nil
        }
    }
}
