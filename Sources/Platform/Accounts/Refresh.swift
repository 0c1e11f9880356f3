import Kernel
import Store
import Web

/// A refresh token to exchange.
struct Refreshment: Body {
    /// The newest one of the session, from the last login or refresh.
    var refreshToken: String
}

/// The session to end; without a body, that of the access token in the header.
struct LogoutRequest: Body {
    /// Any refresh token of the session; when absent, the access token in the header names the session.
    var refreshToken: String?
}

extension Accounts {
    static func refresh(_ call: Call, body: Refreshment) async throws -> WithHeaders<TokenGrant> {
        guard let token = call.site.tokens.refreshToken(body.refreshToken) else {
            throw Problem(.invalidRefreshToken)
        }
        // The end of a stolen session must be committed although the request is refused, so it is an outcome, not an
        // error.
        let outcome = try await call.db.write { tx in try exchange(token, call, tx) }
        if case .reused(let account) = outcome {
            call.site.report(.refreshReuse, from: call.origin, account: account)
        }
        guard case .granted(let account, let session) = outcome else { throw Problem(.invalidRefreshToken) }
        return try await call.site.tokens.grant(for: account, in: session).unstored
    }

    static func logout(_ call: Call, body: LogoutRequest?) async throws -> NoContent {
        guard let session = try leaving(call, body) else { throw Problem(.unauthenticated) }
        try await call.db.write { tx in
            guard try Session.revoke(session, because: .loggedOut, at: call.site, tx) else { return }
            try Audit.record(AccountAction.logout, of: Session.kind, session.cast(), by: call.actor, tx)
        }
        return NoContent()
    }

    private static func leaving(_ call: Call, _ body: LogoutRequest?) throws -> ID<Session>? {
        guard let text = body?.refreshToken else {
            return call.actor.kind == .person ? call.actor.session : nil
        }
        guard let token = call.site.tokens.refreshToken(text) else { throw Problem(.invalidRefreshToken) }
        return token.session
    }

    private enum Outcome: Sendable {
        case granted(Account, Session)
        case refused
        /// A copied token; its session has ended.
        case reused(ID<Account>)
    }

    /// Exchanges the newest token for the next.
    ///
    /// The one before it gets the newest again for a moment, since the answer may have been lost and parallel tabs
    /// may hold it. Any older one has been copied: its session ends.
    private static func exchange(_ token: RefreshToken, _ call: Call, _ tx: borrowing Tx) throws -> Outcome {
        let policy = call.site.product.accounts
        guard let session = try Session.find(token.session, tx), session.isLive(at: tx.now) else {
            return .refused
        }
        let account = try Account.find(session.account, tx)
        let terms = policy.sessionTerms(for: account.role)
        guard account.state == .active, token.counter <= session.counter, session.isWithin(terms, at: tx.now)
        else { return .refused }
        if token.counter == session.counter {
            return .granted(account, try session.rotated(within: terms, tx))
        }
        if token.counter == session.counter - 1, tx.now - session.rotatedAt <= policy.reuseWindow {
            return .granted(account, session)
        }
        try Session.revoke(session.id, because: .reuse, at: call.site, tx)
        try Audit.record(
            AccountAction.sessionReuseDetected,
            of: Session.kind,
            session.id.cast(),
            by: .nobody(from: call.origin),
            details: ["token": .integer(token.counter), "newest": .integer(session.counter)],
            tx
        )
        return .reused(account.id)
    }
}
