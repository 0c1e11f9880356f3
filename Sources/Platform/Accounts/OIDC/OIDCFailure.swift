/// The reason why a login at a provider of identities did not succeed.
package enum OIDCFailure: Error, Sendable, Hashable {
    /// The provider cannot be reached, or answers what it should not.
    case unavailable(String)
    /// The provider refuses the code, with its word for the reason.
    case refused(String)
    /// The token proves nothing, with the reason.
    case untrusted(String)
}

extension OIDCFailure: CustomStringConvertible {
    /// For the log; without tokens and addresses.
    package var description: String {
        switch self {
        case .unavailable(let why): "the provider of identities is unavailable: \(why)"
        case .refused(let why): "the provider of identities refuses the code: \(why)"
        case .untrusted(let why): "the token of the provider of identities is not valid: \(why)"
        }
    }
}
