import Kernel
import Store
import Web

/// One's own authenticator: enrolled, confirmed, given up.
enum SecondFactorRoutes {
    static var routes: [Route] {
        let path = "/users/me/second-factor"
        return [
            Get(path, show, .account, "Whether two-step login is on"),
            Post(path, enrol, .account, "Begin two-step login: a secret for an authenticator")
                .limited(Accounts.limit).afresh.refuses(.secondFactorOn),
            Post(
                "\(path)/confirm",
                confirm,
                .account,
                "Turn two-step login on; recovery codes, shown this once"
            )
            .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit).refuses(.notFound, .secondFactorOn),
            Post("\(path)/recovery-codes", renew, .account, "New recovery codes in the place of the old ones")
                .limited(Accounts.limit).afresh.refuses(.notFound),
            Delete(path, disable, .account, "Turn two-step login off")
                .limited(Accounts.limit).afresh.refuses(.notFound),
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
            guard try !throttle.isShut(tx) else { throw Problem(.tooManyRequests, retryAfter: 60) }
            guard let factor = try SecondFactor.find(id, tx) else { throw Problem(.notFound) }
            guard !factor.isOn else { throw Problem(.secondFactorOn) }
            guard try factor.consume(body.code, at: call.site, tx) else {
                try throttle.refuse(tx)
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
            try Account.find(id, tx).dropSecondFactor(by: call.actor, at: call.site, tx)
        }
        return NoContent()
    }
}

struct CodeShown: Body {
    var code: SecondFactorCode
}

struct SecondFactorView: View {
    var enabled: Bool
    var confirmedAt: Instant?
    var recoveryCodesLeft: Int
}

struct EnrolmentView: View {
    /// In Base32, to be typed where no QR code can be read.
    var secret: String
    var uri: String
}

struct RecoveryCodesView: View {
    var recoveryCodes: [String]
}
