import Kernel
import Platform
import Store

/// A value that an administrator gave a policy, from a day on; never changed, only followed by another.
struct PolicySetting: Record {
    let id: ID<PolicySetting>
    let key: PolicyKey
    let value: JSONValue
    let effectiveFrom: CivilDate
    let setBy: ID<Account>
    let reason: String
    let createdAt: Instant

    static let kind = "policy"
    static let columns: SQL = "p.id, p.key, p.value, p.effective_from, p.set_by, p.reason, p.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        key = try row.next()
        value = try row.next()
        effectiveFrom = try row.next()
        setBy = try row.next()
        reason = try row.next()
        createdAt = try row.next()
    }
}

extension PolicyKey: SQLValueConvertible {}

extension PolicySetting {
    /// Sets the policy from a day after today on; what has begun before keeps what it began with.
    @discardableResult
    static func set(
        _ key: PolicyKey,
        to value: JSONValue,
        from day: CivilDate,
        because reason: Reason,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> PolicySetting {
        guard let account = actor.account else { throw Problem(.unauthenticated) }
        try key.check(value)
        let id = tx.newID(of: PolicySetting.self)
        try tx.execute(
            """
            INSERT INTO policy (id, key, value, effective_from, set_by, reason, created_at)
            VALUES (\(id), \(key), \(value), \(day), \(account), \(reason), \(tx.now))
            """
        )
        let details: JSONValue = [
            "key": .string(key.rawValue), "value": value, "from": .string(day.description),
            "reason": .string(reason.rawValue),
        ]
        try Audit.record(PolicyAction.set, of: kind, id.cast(), by: actor, details: details, tx)
        return try tx.one("SELECT \(columns) FROM policy p WHERE p.id = \(id)")
    }

    /// The settings that are not in force yet, the next ones first.
    static func upcoming(after now: Instant, _ tx: borrowing Tx) throws -> [PolicySetting] {
        try tx.all(
            """
            SELECT \(columns) FROM policy p WHERE p.effective_from > \(Policies.day(of: now))
             ORDER BY p.effective_from, p.created_at, p.id
            """
        )
    }

    // swift-format-ignore
    static let migration = Migration(
        id: "marketplace/policies-001",
        """
        CREATE TABLE policy (
            id {id} PRIMARY KEY,
            key {text} NOT NULL,
            value {json} NOT NULL,
            effective_from {date} NOT NULL,
            set_by {id} NOT NULL REFERENCES account (id),
            reason {text} NOT NULL,
            created_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX policy_key ON policy (key, effective_from);
        --pg
        CREATE FUNCTION policy_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'settings of policies are append-only' USING ERRCODE = 'check_violation'; END $$;
        CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE ON policy
            FOR EACH ROW EXECUTE FUNCTION policy_is_append_only();
        --sqlite
        CREATE TRIGGER policy_no_update BEFORE UPDATE ON policy
            BEGIN SELECT RAISE(ABORT, 'settings of policies are append-only'); END;
        CREATE TRIGGER policy_no_delete BEFORE DELETE ON policy
            BEGIN SELECT RAISE(ABORT, 'settings of policies are append-only'); END;
        --all
        """
    )
}

extension PolicyKey {
    /// Refuses what is out of the bounds of the policy, with a fault at `/value`.
    func check(_ value: JSONValue) throws(Problem) {
        if let refusal = refusal(of: value) { throw Problem(.invalid, faults: [.init("/value", refusal)]) }
    }

    private func refusal(of value: JSONValue) -> Refusal? {
        guard let words else {
            guard let number = value.integerValue else { return Refusal(.wrongType(.wholeNumber)) }
            let bounds = rule.bounds
            return bounds.contains(number)
                ? nil : Refusal(.outOfRange(Int(bounds.lowerBound)...Int(bounds.upperBound)))
        }
        guard let given = value.arrayValue?.map(\.stringValue) else { return Refusal(.wrongType(.array)) }
        guard given.allSatisfy({ $0.map(words.known.contains) == true }) else {
            return Refusal(.notInEnumeration(words.known))
        }
        return Set(given).count == given.count ? nil : .listedTwice
    }
}

enum PolicyAction: String, AuditAction {
    case set = "marketplace.policy.set"
}
