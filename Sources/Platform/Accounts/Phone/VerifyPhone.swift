import Kernel
import Store
import Web

/// A code that was sent to a phone number.
struct PhoneProof: Body {
    /// Where the code was sent.
    var phone: PhoneNumber
    /// The six digits that were sent.
    var code: SixDigits
    /// The registration whose account is created with the code, as its answer gave it; needed only then.
    var registration: ID<PendingRegistration>?
    /// From an earlier login on this device, which other people's wrong guesses then do not lock out.
    var deviceToken: Text<1, 200>?
}

extension Accounts {
    /// Logs in the owner of the number, opens a registered account, or confirms the number of the caller's account.
    ///
    /// A registration with the number of an account unused for 90 days comes from a new owner of the number, who gets
    /// an account of their own.
    ///
    /// The phone alone does not open an account that somebody else registered with its number: the body must name the
    /// registration. Nor does it open an account that merely claims the number.
    static func verifyCode(_ call: Call, body: PhoneProof) async throws -> WithHeaders<TokenGrant> {
        // The cost of a wrong code is committed although the request is refused.
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
            let isLocked = try throttle.isLocked(tx)
            guard try !isLocked && PhoneCode.redeem(body.code, of: body.phone, at: call.site, tx) else {
                if !isLocked { try throttle.recordFailure(tx) }
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

    /// The account of the phone whose code was right.
    private static func shown(_ proof: PhoneProof, _ call: Call, _ tx: borrowing Tx) throws -> Account? {
        if let account = try Account.find(trusting: proof.phone, tx) {
            // Operators give abandoned numbers to other people.
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
    /// The registration with this number that the body names.
    fileprivate func pending(_ tx: borrowing Tx) throws -> PendingRegistration? {
        guard let registration, let pending = try PendingRegistration.find(registration, tx),
            pending.phone == phone, pending.expiresAt > tx.now
        else { return nil }
        return pending
    }
}

/// Logins by phone, for products where numbers open accounts.
enum PhoneRoutes {
    static func routes(_ policy: AccountPolicy) -> [Route] {
        guard policy.phones == .login else { return [] }
        return [
            Post(
                "/auth/request-otp",
                Accounts.requestCode,
                .anyone,
                "Send a phone code",
                details: """
                    Texts a code of six digits to a phone number, valid for five minutes. A code is sent only \
                    when the number can be used: it can log in to an account, was added to one, or belongs to a \
                    pending registration. The answer does not show which.
                    """
            )
            .limited(Accounts.messageLimit).upTo(bytes: Accounts.bodyLimit),
            Post(
                "/auth/verify-otp",
                Accounts.verifyCode,
                .anyone,
                "Log in with a phone code",
                details: """
                    Logs in to the account of the number; creates the account of the registration that the body \
                    names; or, for a caller who is logged in, confirms the number of the caller's account as a way \
                    to log in.
                    """
            )
            .limited(Accounts.limit).upTo(bytes: Accounts.bodyLimit)
            .refuses(.invalidCode, .secondFactorRequired),
        ].tagged("Accounts")
    }
}
