import Kernel
import Platform
import Store

// A codice fiscale follows from name, birth date and birthplace, so anyone can state another person's: it is a claim
// until the office has verified it, and only a verified one is unique among the accounts.

extension Profile {
    /// Changes the codice fiscale: its owner three times a day until it is verified, the office at any time.
    func claiming(
        _ codiceFiscale: CodiceFiscale,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Profile {
        guard codiceFiscale != self.codiceFiscale else { return self }
        if actor.account == account {
            guard codiceFiscaleVerifiedAt == nil else { throw Problem(.codiceFiscaleVerified) }
            try UnprovedClaim.consumeAllowance("codice_fiscale", of: account, at: site, tx)
        }
        try Audit.record(CustomerAction.codiceFiscaleClaim, of: Account.kind, account.cast(), by: actor, tx)
        return unverified(codiceFiscale)
    }

    /// Marks the codice fiscale as verified from a document; from now on no other account can have it verified.
    ///
    /// Refused with ``Problem/Code/codiceFiscaleTaken`` when it is verified for another account.
    func codiceFiscaleVerified(by actor: Actor, _ tx: borrowing Tx) throws -> Profile {
        guard codiceFiscale != nil else { throw Problem(.notFound) }
        guard codiceFiscaleVerifiedAt == nil else { return self }
        let isTaken = try tx.exists(
            """
            SELECT 1 FROM profile WHERE codice_fiscale = \(codiceFiscale) AND codice_fiscale_verified_at IS NOT NULL
            """
        )
        guard !isTaken else { throw Problem(.codiceFiscaleTaken) }
        try Audit.record(CustomerAction.codiceFiscaleVerify, of: Account.kind, account.cast(), by: actor, tx)
        do {
            return try verified(at: tx.now).save(tx)
        } catch let error as DatabaseError where error.isUnique() {
            throw Problem(.codiceFiscaleTaken)
        }
    }
}
