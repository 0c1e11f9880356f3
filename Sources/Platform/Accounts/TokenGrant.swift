import Kernel
import Web

/// The tokens of a session after a login or a refresh.
package struct TokenGrant: View {
    /// To send with every request, as `Authorization: Bearer`.
    package var accessToken: String
    /// The authentication scheme, always `Bearer`.
    package var tokenType = "Bearer"
    /// How long the access token is valid, in seconds.
    package var expiresIn: Int
    /// For one exchange at `auth/refresh`.
    package var refreshToken: String
    /// How long the refresh token is valid, in seconds.
    package var refreshExpiresIn: Int
    package var account: Holder
    /// To keep on this device and send with its next login; absent after a refresh.
    package var deviceToken: String?

    /// The account that is logged in.
    package struct Holder: Codable, Sendable {
        package var id: ID<Account>
        /// The address of the account.
        package var email: EmailAddress
        /// The role in which its owner acts.
        package var role: String
    }

    /// As an answer that no cache keeps (RFC 6749 §5.1).
    var unstored: WithHeaders<TokenGrant> {
        WithHeaders(self, [("Cache-Control", "no-store")])
    }
}
