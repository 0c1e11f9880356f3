import Kernel
import Platform
import Store
import Web

/// The caller's account for payouts, at the payment provider.
enum PayoutAccount {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get ("/payouts/account", show, .payoutAccount, "Get the caller's payout account", details: "As the payment provider describes it now: ready once transfers to it are active and its payouts are enabled.")
        Post("/payouts/account", open, .payoutAccount, "Set up the caller's payout account", details: "The address is for the caller only, and for some minutes. A return from it proves nothing: the state is read from the payment provider.").afresh.refuses(.paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
    }

    static func show(_ call: Call) async throws -> PayoutAccountView {
        PayoutAccountView(try await Connect.read(call.account, at: call.site))
    }

    static func open(_ call: Call, body: PayoutAccountSetup) async throws -> PayoutAccountPage {
        let me = try call.account
        let returning = try call.site.ownPage(body.returnUrl.rawValue, at: "/return_url")
        let refreshing = try call.site.ownPage(body.refreshUrl.rawValue, at: "/refresh_url")
        try await Quota.payoutAccountPages.consumeNow(call)
        let country = body.country.rawValue
        let url = try await Connect.onboard(
            me,
            in: country,
            returning: returning,
            refreshing: refreshing,
            call
        )
        try await call.db.write { tx in
            try Audit.record(
                PayoutRunAction.account,
                of: ConnectedAccount.kind,
                me.cast(),
                by: call.actor,
                tx
            )
        }
        return PayoutAccountPage(url: url)
    }
}

/// How to set up a payout account.
struct PayoutAccountSetup: Body {
    /// The country of the account; it can never change.
    var country: CountryCode
    /// The page of this site to which the tutor returns: a path beginning with `/`, or the whole address.
    var returnUrl: Line<1, 300>
    /// The page of this site that asks for another address when this one has expired.
    var refreshUrl: Line<1, 300>
}

/// The page of the payment provider on which the tutor sets up the account.
struct PayoutAccountPage: View {
    /// Absolute; for the tutor only.
    var url: String
}

/// A payout account.
struct PayoutAccountView: View {
    /// How far it is.
    var state: State
    /// The payment provider's words for what is still missing.
    var requirements: [String]
    /// Two capital letters; absent before it is opened.
    var country: String?

    /// How far a payout account is.
    enum State: String, Codable, CaseIterable, Sendable {
        /// It is not opened.
        case none
        /// Opened, and not complete.
        case pending
        /// Payouts go to it.
        case ready
    }

    init(_ account: ConnectedAccount?) {
        state = account?.reference == nil ? .none : account?.isReady == true ? .ready : .pending
        requirements = account?.requirements ?? []
        country = account?.country
    }
}

extension Quota {
    static let payoutAccountPages = Quota(
        "tutoring.payout_account_pages_an_hour",
        .payoutAccount,
        of: [.tutor],
        most: 20,
        .window(.hours(1)),
        counting: .uses,
        counted: ["it": "pagine del conto in un'ora", "en": "account pages in an hour"],
        frees: ["it": "col tempo", "en": "with time"],
        because: "One attempt every three minutes; the provider counts our requests for all tutors together."
    )
}
