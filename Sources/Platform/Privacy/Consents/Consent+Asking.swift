import Kernel
import Store

// Checks for features that use data for a purpose.
extension Consent {
    /// Whether the account's last answer was a consent, to any version of the text.
    package static func isGranted(
        _ purpose: Purpose,
        by account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.exists("SELECT 1 WHERE \(holds(purpose, of: "\(account)"))")
    }

    /// Throws ``Problem/Code/consentRequired``, which names the purpose, without a consent.
    package static func require(
        _ purpose: Purpose,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        guard try isGranted(purpose, by: account, tx) else {
            throw Problem(.consentRequired, extras: ["purpose": .string(purpose.rawValue)])
        }
    }

    /// The required consents that are missing: never given, withdrawn, or to an older version.
    package static func needed(
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [Purpose] {
        let role = try Account.find(account, tx).role
        return Consents.needed(
            beside: try current(of: account, tx),
            as: role,
            site.product.policies(at: tx.now)
        )
    }

    /// The condition that the newest answer of the account in that column is a consent.
    package static func holds(_ purpose: Purpose, of account: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM policy_consent c
                 WHERE c.account_id = \(account) AND c.purpose = \(purpose) AND c.is_granted
                   AND NOT EXISTS (SELECT 1 FROM policy_consent n
                                    WHERE n.account_id = c.account_id AND n.purpose = c.purpose
                                      AND (n.given_at > c.given_at OR (n.given_at = c.given_at AND n.id > c.id))))
        """
    }
}
