import Kernel
import Web

/// What a login or a refresh gives.
package struct TokenGrant: View {
    package var accessToken: String
    package var tokenType = "Bearer"
    /// Seconds.
    package var expiresIn: Int
    package var refreshToken: String
    package var refreshExpiresIn: Int
    package var account: Holder
    /// After a login: to be kept, and sent with the next one.
    package var deviceToken: String?

    package struct Holder: Codable, Sendable {
        package var id: ID<Account>
        package var email: EmailAddress
        package var role: String
    }

    /// As an answer that no cache keeps (RFC 6749 §5.1).
    var unstored: WithHeaders<TokenGrant> {
        WithHeaders(self, [("Cache-Control", "no-store")])
    }
}
