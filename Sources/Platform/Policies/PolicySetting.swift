import Kernel
import Store

/// A value that an administrator gave a policy, from a day on; never changed, only followed by another.
package struct PolicySetting<Key: DatedPolicy>: Record {
    let id: ID<PolicySetting>
    let key: Key
    let value: JSONValue
    let effectiveFrom: CivilDate
    let setBy: ID<Account>
    let reason: String
    let createdAt: Instant

    package static var columns: SQL {
        "p.id, p.key, p.value, p.effective_from, p.set_by, p.reason, p.created_at"
    }

    package init(_ row: inout Row) throws {
        id = try row.next()
        key = try row.next()
        value = try row.next()
        effectiveFrom = try row.next()
        setBy = try row.next()
        reason = try row.next()
        createdAt = try row.next()
    }
}

extension PolicySetting {
    /// Sets the policy from a day after today on; what has begun before keeps what it began with.
    @discardableResult
    package static func set(
        _ key: Key,
        to value: JSONValue,
        from day: CivilDate,
        because reason: Line<3, 500>,
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
        try Audit.record(Key.setting, of: "policy", id.cast(), by: actor, details: details, tx)
        return try tx.one("SELECT \(columns) FROM policy p WHERE p.id = \(id)")
    }

    /// The settings that are not in force yet, the next ones first.
    package static func upcoming(after now: Instant, _ tx: borrowing Tx) throws -> [PolicySetting] {
        try tx.all(
            """
            SELECT \(columns) FROM policy p WHERE p.effective_from > \(Key.day(of: now))
             ORDER BY p.effective_from, p.created_at, p.id
            """
        )
    }
}
