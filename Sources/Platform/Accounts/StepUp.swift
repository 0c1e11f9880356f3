import Kernel
import Store
import Web

/// For what must not be done with a session that was merely found open: the caller has shown who they are a
/// moment ago.
///
/// Which operations ask for that stands beside their permission, in the table of routes (``Web/Route/afresh``). It is looked
/// at before the handler runs, and again at the start of each of its writes: whose session ends between the two, or whose
/// login grows old, loses.
package enum StepUp {
    /// For operations of which only some requests are delicate; where all are, the route says so.
    ///
    /// Refused with ``Problem/Code/stepUpRequired``, which tells what to do, when the caller has shown who they are too long
    /// ago. A program cannot show itself and is refused for good; the server itself passes.
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
        // Ended, or another's than a moment ago.
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

// What routes ask for, in the table and at the gate.
extension Route {
    /// The caller has shown who they are a moment ago; of programs only those whose role is made for it pass.
    package var afresh: Self { asking(.always) }

    /// The same, but for what someone does to the account that is their own.
    package var afreshForOthers: Self { asking(.forOthers) }

    /// Closed to programs, whatever their role: what makes people, or other programs, would outlive their token.
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

    /// The same operation, whose writes fail when what let it in does not hold any more.
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

/// One of them: the code when the account has two-step login, else the password.
struct StepUpProof: Body {
    var password: Password?
    var code: SecondFactorCode?
}

struct StepUpView: View {
    var freshUntil: Instant
}

extension Accounts {
    /// With two-step login a password alone does not do: it may have been found together with the session.
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

    /// What a wrong code has cost is committed although the request is refused.
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
