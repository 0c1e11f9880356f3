import Kernel
import Web

/// The beginning of a login at a provider.
package struct SignInQuery: Query {
    /// The page of the site's front end to which the browser comes back, with `code` or `error`.
    var returnTo: Line<1, 500>
    /// The SHA-256 of a secret of the app in base64url; the code works only together with the secret.
    var challenge: PKCEChallenge
}

/// The end of a login at a provider.
package struct SignInCode: Body {
    /// The `code` with which the browser came back; valid once, for a minute.
    var code: Text<1, 200>
    /// The secret of the challenge with which the login began.
    var verifier: Text<43, 128>
    /// From an earlier login on this device; it stays valid.
    var deviceToken: Text<1, 200>?
}
