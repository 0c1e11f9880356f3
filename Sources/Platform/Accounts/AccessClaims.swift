import JWTKit
import Kernel

/// What an access token says (RFC 9068); the role is for other readers; we ask the database.
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

    // The claims are held against the site's clock and name by the token issuer; JWTKit knows neither.
    func verify(using algorithm: some JWTAlgorithm) {}
}
