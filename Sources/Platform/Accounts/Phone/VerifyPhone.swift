import Kernel
import Store
import Web

/// A code that was sent to a phone.
struct PhoneProof: Body {
    var phone: PhoneNumber
    var code: SixDigits
    /// What registering answered: the account that is to be opened with it.
    var registration: ID<PendingRegistration>?
    var deviceToken: Text<1, 200>?
}

extension Accounts {
    /// Logs in whose phone it is; or opens the account that was registered with it; or, for a caller who is logged in, makes
    /// the number in their account one that opens it.
    ///
    /// Who registers with the number of an account that nobody has used for a season is another owner of the number, and
    /// gets an account of their own.
    ///
    /// Having the phone is not enough to open what somebody else registered with its number: whoever opens names the
    /// registration. Nor is it enough to get into an account that merely claims the number.
    static func verifyCode(_ call: Call, body: PhoneProof) async throws -> WithHeaders<TokenGrant> {
        // What a wrong code has cost is committed although the request is refused.
        let entry = try await call.db.write { tx in
            let caller = LoginCaller(address: call.address, deviceToken: body.deviceToken?.rawValue)
            let owner = try Account.find(trusting: body.phone, tx)
            let throttle = try LoginThrottle(
                .phone(body.phone),
                of: owner,
                for: .phoneCode,
                from: caller,
                at: call.site,
                tx
            )
            let isShut = try throttle.isShut(tx)
            guard try !isShut && PhoneCode.redeem(body.code, of: body.phone, at: call.site, tx) else {
                if !isShut { try throttle.refuse(tx) }
                try Audit.record(
                    AccountAction.phoneCodeRefused,
                    of: Account.kind,
                    nil,
                    by: .nobody(from: call.origin),
                    tx
                )
                return Entry?.none
            }
            guard let account = try shown(body, call, tx), account.state == .active else { return nil }
            let origin = call.origin ?? Origin(address: call.address)
            return try admit(account, from: origin, at: call.site, tx)
        }
        guard let entry else {
            call.site.report(.phoneCodeRefused, from: call.origin)
            throw Problem(.invalidCode)
        }
        return try await grant(entry, after: body.deviceToken?.rawValue, at: call.site).unstored
    }

    /// Whose the phone is, now that it has been shown.
    private static func shown(_ proof: PhoneProof, _ call: Call, _ tx: borrowing Tx) throws -> Account? {
        if let account = try Account.find(trusting: proof.phone, tx) {
            // Numbers are given to others when their owner has let them go.
            guard let pending = try proof.pending(tx), try account.hasBeenLeft(tx) else { return account }
            try account.losePhone(tx)
            return try pending.confirmedByPhone(proof.phone, from: call.origin, at: call.site, tx)
        }
        if let me = call.actor.account, call.actor.kind == .person {
            let account = try Account.find(me, tx)
            guard account.phone == proof.phone else { return nil }
            try Account.release(proof.phone, for: me, tx)
            return try account.changed(phone: proof.phone, isTrusted: true, by: call.actor, at: call.site, tx)
        }
        return try proof.pending(tx)?.confirmedByPhone(proof.phone, from: call.origin, at: call.site, tx)
    }
}

extension PhoneProof {
    /// What was registered with the phone, when it is named.
    fileprivate func pending(_ tx: borrowing Tx) throws -> PendingRegistration? {
        guard let registration, let pending = try PendingRegistration.find(registration, tx),
            pending.phone == phone, pending.expiresAt > tx.now
        else { return nil }
        return pending
    }
}

/// The ways in by telephone, for products where numbers open accounts.
enum PhoneRoutes {
    static func routes(_ policy: AccountPolicy) -> [Route] {
        guard policy.phones == .login else { return [] }
        return [
            Post("/auth/request-otp", Accounts.requestCode, .anyone, "Have a code sent to a phone")
                .limited(Accounts.messageLimit).upTo(bytes: Accounts.bodyLimit),
            Post(
                "/auth/verify-otp",
                Accounts.verifyCode,
                .anyone,
                "Log in, open an account or confirm a number with a code sent to a phone"
            )
            .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit)
            .refuses(.invalidCode, .secondFactorRequired),
        ].tagged("Accounts")
    }
}
