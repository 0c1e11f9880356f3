import JWTKit
import Kernel

/// The claims of an access token (RFC 9068).
///
/// The role is for other readers; the server itself asks the database.
struct AccessClaims: JWTPayload {
    var iss: String
    var aud: String
    var sub: ID<Account>
    var sid: ID<Session>
    var role: String
    /// Seconds since 1970.
    var iat: Int64
    var exp: Int64
    var jti: String

    // The token issuer checks the claims against the site's clock and name, which JWTKit does not know.
    func verify(using algorithm: some JWTAlgorithm) {}
}
