import Kernel
import Platform
import Store
import Web

/// The deletion of the caller's own account.
enum LeavingRoutes {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path              handler  needs
        Delete("/users/account", leave,   .account, "Close the caller's account", details: "Closes the account now and erases it after 30 days, unless its owner logs in before; `now=true` erases it at once, and cannot be undone. The body holds the password; without it, and with two-step login, a recent re-authentication is required.")
            .limited(Accounts.limit).upTo(bytes: 8_192).refuses(.openBusiness, .lastAdmin, .erasureHeld, .stepUpRequired)
    }

    /// When the account is erased.
    struct Urgency: Query {
        /// True to erase the account at once.
        var now: Bool?
    }

    static func leave(
        _ call: Call,
        urgency: Urgency,
        body: AccountLeaving?
    ) async throws -> Accepted<LeavingView> {
        guard urgency.now == true else {
            let departure = try await Departure.begin(call, password: body?.password) { account, tx in
                try part(with: account, as: call, tx)
            }
            return Accepted(LeavingView(erasesAt: departure.erasesAt))
        }
        let me = try call.account
        // The platform has another refusal for the last administrator.
        try await call.db.read { tx in try Administrators.keepOne(without: Account.find(me, tx), tx) }
        _ = try await Erasure.leave(call, password: body?.password)
        return Accepted(LeavingView(erasesAt: call.now))
    }

    /// Lets an account go that has no unfinished business; a provider stops working, and may resume after coming back.
    @Sendable static func part(with account: Account, as call: Call, _ tx: borrowing Tx) throws {
        try Administrators.keepOne(without: account, tx)
        try OpenBusiness.check(account.id, tx)
        try Provider.pause(of: account.id, as: call, tx)
    }
}

/// The confirmation of an account's deletion.
struct AccountLeaving: Body {
    /// The present password.
    var password: Password
}

/// The end of an account.
struct LeavingView: View {
    /// When the account is erased; a login before takes it back.
    var erasesAt: Instant
}
