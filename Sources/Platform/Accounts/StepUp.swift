import Kernel
import Store
import Web

/// The demand for a fresh login, which a stolen session cannot meet.
///
/// The table of routes says which operations demand it (``Web/Route/afresh``). It is checked before the handler runs
/// and again at the start of each of its writes: a session that ends between the two, or a login that grows too old,
/// is refused.
package enum StepUp {
    /// For operations of which only some requests are sensitive; where all are, the route says so.
    ///
    /// Throws ``Problem/Code/stepUpRequired``, which names the way, when the last authentication is too old. A
    /// program cannot re-authenticate and is refused for good; the server itself passes.
    package static func require(_ call: Call, _ tx: borrowing Tx) throws {
        if call.actor.kind == .system { return }
        guard call.actor.kind == .person, let id = call.actor.session, let account = call.actor.account else {
            throw Problem(.forbidden)
        }
        let shown = try tx.values(
            """
            SELECT s.authenticated_at FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.id = \(id) AND s.revoked_at IS NULL AND s.expires_at > \(tx.now)
               AND a.state = \(Account.State.active) AND a.role = \(call.actor.role.name)
            """,
            as: Instant?.self
        )
        // The session has ended, or the account has changed.
        guard let at = shown.first else { throw Problem(.unauthenticated) }
        guard at.map({ $0 <= tx.now - call.site.product.accounts.freshness }) ?? true else { return }
        let factor = try SecondFactor.find(account, tx)?.isOn == true ? "code" : "password"
        throw Problem(
            .stepUpRequired,
            extras: [
                "step_up": [
                    "path": .string("\(call.site.product.root)/auth/step-up"), "with": .string(factor),
                ]
            ]
        )
    }

    package static func require(_ call: Call) async throws {
        try await call.db.read { tx in try require(call, tx) }
    }
}

// Demands of routes, in the table and at the gate.
extension Route {
    /// Needs a fresh login; of programs only those pass whose role lists the permission.
    package var afresh: Self { asking(.always) }

    /// Needs a fresh login unless the operation is about the caller's own account.
    package var afreshForOthers: Self { asking(.forOthers) }

    /// Closed to programs, whatever their role: the people or programs that they create would outlive their token.
    package var forPeople: Self {
        var route = self
        route.policy.isForPeople = true
        return route
    }

    private func asking(_ freshness: RoutePolicy.Freshness) -> Self {
        var route = refuses(.stepUpRequired)
        route.policy.freshness = freshness
        return route
    }
}

extension StepUp {
    @Sendable static func assure(_ incoming: Incoming, _ call: Call, _ policy: RoutePolicy) async throws {
        let isProgram = call.actor.kind == .service
        if isProgram, policy.isForPeople { throw refusal(of: call) }
        guard policy.freshness?.concerns(incoming, call.actor) == true else { return }
        guard isProgram else { return try await require(call) }
        guard call.site.product.access.isForPrograms(call.actor.role) else { throw refusal(of: call) }
    }

    /// The same operation, whose writes fail when its admission no longer holds.
    static func watched(_ route: Route) -> Route {
        guard let freshness = route.policy.freshness else { return route }
        return route.running { incoming, call, run in
            guard freshness.concerns(incoming, call.actor) else { return try await run() }
            let witness = WriteWitness(before: { tx in try hold(call, tx) }) { _ in }
            return try await witness.watching(run)
        }
    }

    private static func hold(_ call: Call, _ tx: borrowing Tx) throws {
        guard call.actor.kind == .service, let token = call.actor.session else {
            return try require(call, tx)
        }
        guard try ServiceToken.isLive(token.cast(), tx) else { throw Problem(.unauthenticated) }
    }

    private static func refusal(of call: Call) -> Problem {
        Problem(.forbidden, extras: ["permission": .string(call.scope.permission.name)])
    }
}

extension RoutePolicy.Freshness {
    fileprivate func concerns(_ incoming: Incoming, _ actor: Actor) -> Bool {
        guard self == .forOthers, let own = actor.account else { return true }
        return incoming.parameters.first { $0.name == "id" }.flatMap { ID<Account>($0.value) } != own
    }
}

/// The proof of a re-authentication: a code when the account has two-step login, else the password.
struct StepUpProof: Body {
    /// The account's password; required unless two-step login is on.
    var password: Password?
    /// Six digits of the authenticator or a recovery code; required when two-step login is on.
    var code: SecondFactorCode?
}

/// The end of a successful re-authentication.
struct StepUpView: View {
    /// Until when sensitive actions are allowed without another one.
    var freshUntil: Instant
}

extension Accounts {
    /// With two-step login a password is not enough: it may have been stolen together with the session.
    static func stepUp(_ call: Call, body: StepUpProof) async throws -> StepUpView {
        let id = try call.account
        let (account, factor) = try await call.db.read { tx in
            (try Account.find(id, tx), try SecondFactor.find(id, tx))
        }
        if factor?.isOn == true {
            guard let code = body.code else {
                throw Problem(.invalid, faults: [.init("/code", .init(.required))])
            }
            return try await freshen(call) { tx in
                let throttle = LoginThrottle(of: id, showing: .session, at: call.site)
                return try SecondFactor.accept(code, of: account, through: throttle, call, tx)
            }
        }
        guard let password = body.password else {
            throw Problem(.invalid, faults: [.init("/password", .init(.required))])
        }
        try await confirm(password, of: account, at: "/password", call)
        return try await freshen(call) { tx in
            guard try Account.find(id, tx).password == account.password else { throw Problem(.stale) }
            return true
        }
    }

    /// Commits the cost of a wrong code although the request is refused.
    private static func freshen(
        _ call: Call,
        when isShown: @escaping @Sendable (borrowing Tx) throws -> Bool
    ) async throws -> StepUpView {
        let freshness = call.site.product.accounts.freshness
        let until: Instant? = try await call.db.write { tx in
            guard try isShown(tx), let session = call.actor.session else { return nil }
            try tx.changeOne(
                "UPDATE session SET authenticated_at = \(tx.now) WHERE id = \(session) AND revoked_at IS NULL"
            )
            try Audit.record(
                AccountAction.sessionStepUp,
                of: Session.kind,
                session.cast(),
                by: call.actor,
                tx
            )
            return tx.now + freshness
        }
        guard let until else {
            call.site.report(.stepUpFailed, from: call.origin, account: call.actor.account)
            throw SecondFactor.wrongCode
        }
        call.site.report(.stepUpPassed, from: call.origin, account: call.actor.account)
        return StepUpView(freshUntil: until)
    }
}
