import Kernel
import Store
import Web

/// The authenticator of the caller's account.
enum SecondFactorRoutes {
    static var routes: [Route] {
        let path = "/users/me/second-factor"
        return [
            Get(path, show, .account, "Get the two-step login status"),
            Post(
                path,
                enrol,
                .account,
                "Enrol an authenticator",
                details: """
                    The answer contains a secret for an authenticator app. Two-step login is turned on by `confirm`, \
                    with a code from the app; until then a new enrolment replaces the secret.
                    """
            )
            .limited(Accounts.limit).afresh.refuses(.secondFactorOn),
            Post(
                "\(path)/confirm",
                confirm,
                .account,
                "Turn on two-step login",
                details: """
                    Needs an enrolled authenticator. The answer contains the recovery codes, which are never shown again.
                    """
            )
            .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit).refuses(.notFound, .secondFactorOn),
            Post(
                "\(path)/recovery-codes",
                renew,
                .account,
                "Replace the recovery codes",
                details: "The old codes stop working. The new ones are never shown again."
            )
            .limited(Accounts.limit).afresh.refuses(.notFound),
            Delete(
                path,
                disable,
                .account,
                "Turn off two-step login",
                details: "Not for accounts whose role requires it."
            )
            .limited(Accounts.limit).afresh.refuses(.notFound, .mfaMandatory),
        ]
    }

    static func show(_ call: Call) async throws -> SecondFactorView {
        let account = try call.account
        return try await call.db.read { tx in
            let factor = try SecondFactor.find(account, tx)
            return SecondFactorView(
                enabled: factor?.isOn == true,
                confirmedAt: factor?.confirmedAt,
                recoveryCodesLeft: try RecoveryCodes.left(account, tx)
            )
        }
    }

    static func enrol(_ call: Call) async throws -> WithHeaders<EnrolmentView> {
        let id = try call.account
        let view = try await call.db.write { tx in
            let totp = try SecondFactor.enrol(id, at: call.site, tx)
            let email = try Account.find(id, tx).email.rawValue
            return EnrolmentView(
                secret: Base32.encode(totp.secret),
                uri: totp.uri(for: email, at: call.site.product.title)
            )
        }
        return WithHeaders(view, [("Cache-Control", "no-store")])
    }

    static func confirm(_ call: Call, body: CodeShown) async throws -> WithHeaders<RecoveryCodesView> {
        let id = try call.account
        let codes: [String]? = try await call.db.write { tx in
            let throttle = LoginThrottle(of: id, showing: .session, at: call.site)
            guard try !throttle.isLocked(tx) else { throw Problem(.tooManyRequests, retryAfter: 60) }
            guard let factor = try SecondFactor.find(id, tx) else { throw Problem(.notFound) }
            guard !factor.isOn else { throw Problem(.secondFactorOn) }
            guard try factor.consume(body.code, at: call.site, tx) else {
                try throttle.recordFailure(tx)
                return nil
            }
            return try turnOn(id, call, tx)
        }
        guard let codes else { throw SecondFactor.wrongCode }
        return WithHeaders(RecoveryCodesView(recoveryCodes: codes), [("Cache-Control", "no-store")])
    }

    private static func turnOn(_ id: ID<Account>, _ call: Call, _ tx: borrowing Tx) throws -> [String] {
        try tx.changeOne(
            "UPDATE second_factor SET confirmed_at = \(tx.now) WHERE account_id = \(id) AND confirmed_at IS NULL"
        )
        // Where the role needs it, everything else is open from now on.
        try Session.distrustAll(of: id, at: call.site, tx)
        try Notifications.notify(id, Notice(template: .secondFactorOn), tx)
        try Audit.record(AccountAction.secondFactorOn, of: Account.kind, id.cast(), by: call.actor, tx)
        return try RecoveryCodes.make(for: id, at: call.site, tx)
    }

    static func renew(_ call: Call) async throws -> WithHeaders<RecoveryCodesView> {
        let id = try call.account
        let codes = try await call.db.write { tx in
            guard try SecondFactor.find(id, tx)?.isOn == true else { throw Problem(.notFound) }
            try Audit.record(
                AccountAction.renewRecoveryCodes,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            return try RecoveryCodes.make(for: id, at: call.site, tx)
        }
        return WithHeaders(RecoveryCodesView(recoveryCodes: codes), [("Cache-Control", "no-store")])
    }

    static func disable(_ call: Call) async throws -> NoContent {
        let id = try call.account
        try await call.db.write { tx in
            let account = try Account.find(id, tx)
            let isOn = try SecondFactor.find(id, tx)?.isOn == true
            let isMandatory = call.site.product.accounts.secondFactorRoles.contains(account.role)
            guard !isOn || !isMandatory else { throw Problem(.mfaMandatory) }
            try account.dropSecondFactor(by: call.actor, at: call.site, tx)
        }
        return NoContent()
    }
}

/// A code of the enrolled authenticator.
struct CodeShown: Body {
    /// The six digits that the authenticator shows.
    var code: SecondFactorCode
}

/// The state of two-step login.
struct SecondFactorView: View {
    /// Whether a login asks for a code.
    var enabled: Bool
    /// When two-step login was turned on; absent while it is off.
    var confirmedAt: Instant?
    /// How many unused recovery codes there are, of ten.
    var recoveryCodesLeft: Int
}

/// A secret for an authenticator app.
struct EnrolmentView: View {
    /// In Base32, to type where no QR code can be scanned.
    var secret: String
    /// An `otpauth:` address to show as a QR code.
    var uri: String
}

/// New recovery codes.
struct RecoveryCodesView: View {
    /// Ten codes for logins without the authenticator, each for one use.
    var recoveryCodes: [String]
}
