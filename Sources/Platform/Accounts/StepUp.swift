import Kernel
import Store
import Web

/// For what must not be done with a session that was merely found open: the caller has shown who they are a
/// moment ago.
package enum StepUp {
    /// Refused with ``Problem/Code/stepUpRequired``, which tells what to do, when that was too long ago.
    ///
    /// A program cannot show itself and is refused for good; the server itself passes.
    package static func require(_ call: Call, _ tx: borrowing Tx) throws {
        if call.actor.kind == .system { return }
        guard call.actor.kind == .person, let id = call.actor.session, let account = call.actor.account else {
            throw Problem(.forbidden)
        }
        let fresh = tx.now - call.site.product.accounts.freshness
        let isFresh = try tx.exists(
            "SELECT 1 FROM session WHERE id = \(id) AND authenticated_at > \(fresh) AND revoked_at IS NULL"
        )
        guard !isFresh else { return }
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
                try SecondFactor.accept(code, of: account, from: call.address, at: call.site, tx)
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
            try Audit.record("session.step_up", of: Session.kind, session.cast(), by: call.actor, tx)
            return tx.now + freshness
        }
        guard let until else { throw SecondFactor.wrongCode }
        return StepUpView(freshUntil: until)
    }
}
