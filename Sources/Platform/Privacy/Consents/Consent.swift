import Kernel
import Store

/// A consent given or withdrawn: never changed, only followed by a newer one (GDPR, article 7).
package struct Consent: Sendable, Codable {
    /// The subject of the policy.
    package let purpose: Purpose
    /// The version of the policy's text, such as `2026-01`.
    package let policyVersion: String
    /// True for a consent, false for a withdrawal or refusal.
    package let isGranted: Bool
    /// The time of the answer, be it a consent, a withdrawal or a refusal.
    package let givenAt: Instant
    /// The place of the answer, such as `registration` or `profile`.
    package let source: String

    /// The subject of a policy.
    package struct Purpose: OpenWords {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The privacy policy.
        package static let privacy = Purpose(rawValue: "privacy")
        /// The terms of use.
        package static let terms = Purpose(rawValue: "terms")
        /// Advertising and news of the product.
        package static let marketing = Purpose(rawValue: "marketing")

        package static let allCases = [privacy, terms, marketing]
    }
}

/// An answer to a policy: consent, refusal or withdrawal.
package struct ConsentGiven: Codable, Sendable {
    /// The subject of the policy; each at most once in a list.
    package var purpose: Consent.Purpose
    /// The version of the text that was shown; consent to any other than the one in force is refused.
    package var policyVersion: Line<1, 40>
    /// True to consent, false to refuse or withdraw.
    package var granted: Bool

    package init(purpose: Consent.Purpose, policyVersion: Line<1, 40>, granted: Bool) {
        self.purpose = purpose
        self.policyVersion = policyVersion
        self.granted = granted
    }
}

extension Consent {
    /// Records new answers; a repeated answer changes nothing.
    package static func record(
        _ given: [ConsentGiven],
        of account: ID<Account>,
        from source: String,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        for consent in given {
            let holds = try current(of: account, tx).contains {
                $0.purpose == consent.purpose && $0.isGranted == consent.granted
                    && $0.policyVersion == consent.policyVersion.rawValue
            }
            if !holds { try insert(consent, of: account, from: source, by: actor, tx) }
        }
    }

    private static func insert(
        _ consent: ConsentGiven,
        of account: ID<Account>,
        from source: String,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by)
            VALUES (\(tx.newID(of: Consent.self)), \(account), \(consent.purpose), \(consent.policyVersion),
                    \(consent.granted), \(tx.now), \(source), \(actor.account ?? account))
            """
        )
        try Audit.record(
            PrivacyAction.consentRecord,
            of: Account.kind,
            account.cast(),
            by: actor,
            details: [
                "purpose": .string(consent.purpose.rawValue), "granted": .bool(consent.granted),
                "policy_version": .string(consent.policyVersion.rawValue),
            ],
            tx
        )
    }

    /// The consents in force: the newest of each purpose.
    package static func current(of account: ID<Account>, _ tx: borrowing Tx) throws -> [Consent] {
        try tx.all(current(of: account))
    }

    package static func current(of account: ID<Account>) -> SQL {
        """
        SELECT \(columns) FROM policy_consent c
         WHERE c.account_id = \(account) AND NOT EXISTS (
               SELECT 1 FROM policy_consent n
                WHERE n.account_id = c.account_id AND n.purpose = c.purpose
                  AND (n.given_at > c.given_at OR (n.given_at = c.given_at AND n.id > c.id)))
         ORDER BY CASE c.purpose WHEN 'privacy' THEN 1 WHEN 'terms' THEN 2 ELSE 3 END, c.purpose
        """
    }
}

extension Consent: Record {
    package static let columns: SQL = "c.purpose, c.policy_version, c.is_granted, c.given_at, c.source"

    package init(_ row: inout Row) throws {
        purpose = try row.next()
        policyVersion = try row.next()
        isGranted = try row.next()
        givenAt = try row.next()
        source = try row.next()
    }
}

extension Consent.Purpose: SQLValueConvertible {}
