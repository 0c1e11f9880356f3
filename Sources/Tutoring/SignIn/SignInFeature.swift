import Kernel
import Platform
import Web

extension Feature {
    static let tutoringSignIn = Feature(
        routes: GoogleSignIn.routes,
        bounds: [Bound("POST /auth/google/exchange", because: "uses up a code of one minute")]
    )
}

/// Logins with Google.
enum GoogleSignIn {
    private static let flow = OIDCSignIn(at: "google", returningTo: "/auth/google/callback")

    static let routes = rows.tagged("Accounts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                     handler        needs
        Get ("/auth/google/start",     flow.start,    .anyone, "Begin a login with Google",
             details: "Open it in a browser: it leads to Google, and from there back to `return_to` with a `code` for `POST /auth/google/exchange`, or with an `error`. Only pages of this site's front end can be `return_to`. It works for ten minutes, once, in this browser.").limited(Accounts.limit).refuses(.signInUnavailable)
        Get ("/auth/google/callback",  flow.finish,   .anyone, "Come back from Google",
             details: "For Google only. The account is the one that was linked before, or the one with the same confirmed address, or a new one of a student.").limited(Accounts.limit).refuses(.roundTripState, .signInUnavailable)
        Post("/auth/google/exchange",  flow.exchange, .anyone, "Complete a login with Google",
             details: "Needs the secret whose SHA-256 was the challenge at the start. The code works once, for a minute. An account with two-step login is refused with `second_factor_required` and a challenge.").limited(Accounts.limit).upTo(bytes: 8_192).refuses(.invalidCode, .secondFactorRequired)
    }
}
