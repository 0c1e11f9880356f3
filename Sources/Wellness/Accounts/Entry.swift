import Kernel
import Platform
import Store
import Web

/// Operations of accounts that replace the platform's.
enum Entry {
    static let routes = rows.tagged("Accounts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                     handler        needs
        Post ("/auth/verify-email",     verifyEmail,   .anyone, "Confirm an e-mail address", details: "Needs the token of a mailed link. The token of a registration creates the account with the password in the body. Any other token confirms the current address of an account or completes the change to a new one.").limited(Accounts.limit).upTo(bytes: 8_192).refuses(.emailTaken)
        Post ("/auth/reset-password",   resetPassword, .anyone, "Reset a password", details: "Needs the token of a mailed link. Ends all sessions of the account and confirms its e-mail address.").limited(Accounts.limit).upTo(bytes: 8_192)
    }

    static func verifyEmail(_ call: Call, body: AddressProof) async throws -> PersonView {
        let account = try await Accounts.confirmAddress(body.token.rawValue, password: body.password, call)
        return try await call.db.read { tx in try PersonView.of(account.id, for: call, tx) }
    }

    static func resetPassword(_ call: Call, body: PasswordChoice) async throws -> NoContent {
        try await Accounts.resetPassword(with: body.token.rawValue, to: body.password, at: "/password", call)
    }
}

/// A token from a mailed link.
struct AddressProof: Body {
    /// From the mailed link; valid once.
    var token: Text<1, 200>
    /// The password to log in with; required when the token is that of a registration, otherwise ignored.
    var password: Password?
}

/// A new password with the token of a mailed link.
struct PasswordChoice: Body {
    /// From the mailed link; valid once.
    var token: Text<1, 200>
    /// The new password: at least ten characters, not a common one and not the e-mail address.
    var password: Password
}
