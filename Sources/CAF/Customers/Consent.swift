import Kernel
import Platform
import Store

/// What someone agreed to, or withdrew: never changed, only followed by a newer one (GDPR, article 7).
struct Consent: Sendable, Codable {
    let purpose: Purpose
    let policyVersion: String
    let isGranted: Bool
    let givenAt: Instant
    /// How it reached us, as `registration` or `profile`.
    let source: String

    enum Purpose: String, Codable, CaseIterable, Sendable {
        case privacy
        case terms
        case marketing
    }
}

/// A consent as it is given.
struct ConsentGiven: Codable, Sendable {
    var purpose: Consent.Purpose
    var policyVersion: Text<1, 40>
    var granted: Bool
}

extension Consent {
    static let required: [Purpose] = [.privacy, .terms]

    /// Nobody registers without the required consents.
    static func check(_ given: [ConsentGiven]) throws(Problem) {
        let granted = Set(given.filter(\.granted).map(\.purpose))
        let isComplete = required.allSatisfy(granted.contains)
        guard isComplete else {
            throw Problem(.invalid, faults: [Problem.Fault("/consents", .consentRequired)])
        }
    }

    /// Nobody goes on without them either: who withdraws them closes the account instead.
    static func checkWithdrawal(_ given: [ConsentGiven]) throws(Problem) {
        let faults = given.enumerated().compactMap { index, consent in
            !consent.granted && required.contains(consent.purpose)
                ? Problem.Fault("/consents/\(index)/granted", .consentRequired) : nil
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    static func record(
        _ given: [ConsentGiven],
        of account: ID<Account>,
        from source: String,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        for consent in given {
            try tx.execute(
                """
                INSERT INTO consent (id, account_id, purpose, policy_version, is_granted, given_at, source)
                VALUES (\(tx.newID(of: Consent.self)), \(account), \(consent.purpose), \(consent.policyVersion),
                        \(consent.granted), \(tx.now), \(source))
                """
            )
            try Audit.record(
                "caf.consent.record",
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
    }

    /// What holds now: the newest of each purpose.
    static func current(of account: ID<Account>, _ tx: borrowing Tx) throws -> [Consent] {
        current(of: try tx.all(given(by: account)))
    }

    /// The latest word on each purpose, of what was said newest first.
    static func current(of all: [Consent]) -> [Consent] {
        Purpose.allCases.compactMap { purpose in all.first { $0.purpose == purpose } }
    }

    static func given(by account: ID<Account>) -> SQL {
        "SELECT \(columns) FROM consent c WHERE c.account_id = \(account) ORDER BY c.given_at DESC, c.id DESC"
    }
}

extension Consent: Record {
    static let columns: SQL = "c.purpose, c.policy_version, c.is_granted, c.given_at, c.source"

    init(_ row: inout Row) throws {
        purpose = try row.next()
        policyVersion = try row.next()
        isGranted = try row.next()
        givenAt = try row.next()
        source = try row.next()
    }
}

extension Consent.Purpose: SQLValueConvertible {}
