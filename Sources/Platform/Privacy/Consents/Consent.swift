import Kernel
import Store

/// What someone agreed to, or withdrew: never changed, only followed by a newer one (GDPR, article 7).
package struct Consent: Sendable, Codable {
    package let purpose: Purpose
    package let policyVersion: String
    package let isGranted: Bool
    package let givenAt: Instant
    /// How it reached us, as `registration` or `profile`.
    package let source: String

    package enum Purpose: String, Codable, CaseIterable, Sendable {
        case privacy
        case terms
        case marketing
    }
}

/// A consent as it is given.
package struct ConsentGiven: Codable, Sendable {
    package var purpose: Consent.Purpose
    package var policyVersion: Line<1, 40>
    package var granted: Bool
}

extension Consent {
    /// Writes down what is news; saying the same again changes nothing.
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

    /// What holds now: the newest of each purpose.
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
         ORDER BY CASE c.purpose WHEN 'privacy' THEN 1 WHEN 'terms' THEN 2 ELSE 3 END
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
