import Kernel
import Store

/// The policies in force at an instant: the settings of administrators, and defaults for the rest.
///
/// A thing reads them when it begins and keeps what it needs.
package struct Policies<Key: DatedPolicy>: Sendable {
    private let settings: [Key: PolicySetting<Key>]

    /// All of them in one query.
    package static func at(_ now: Instant, _ tx: borrowing Tx) throws -> Policies {
        let rows: [PolicySetting<Key>] = try tx.all(
            """
            SELECT \(PolicySetting<Key>.columns) FROM policy p
             WHERE p.effective_from <= \(day(of: now)) ORDER BY p.effective_from, p.created_at, p.id
            """
        )
        return Policies(settings: Dictionary(rows.map { ($0.key, $0) }) { _, later in later })
    }

    package static func value(_ key: Key, at now: Instant, _ tx: borrowing Tx) throws -> Int64 {
        let stored = try tx.value(
            """
            SELECT p.value FROM policy p WHERE p.key = \(key.rawValue) AND p.effective_from <= \(day(of: now))
             ORDER BY p.effective_from DESC, p.created_at DESC, p.id DESC LIMIT 1
            """,
            as: JSONValue.self
        )
        return stored?.integerValue ?? key.rule.standard
    }

    /// The words of a policy that is a list.
    package static func list(_ key: Key, at now: Instant, _ tx: borrowing Tx) throws -> [String] {
        try at(now, tx).list(key)
    }

    /// Policies change at midnight of the product's zone.
    package static func day(of now: Instant) -> CivilDate { Key.day(of: now) }

    package subscript(key: Key) -> Int64 { settings[key]?.value.integerValue ?? key.rule.standard }

    package func list(_ key: Key) -> [String] {
        settings[key]?.value.arrayValue?.compactMap(\.stringValue) ?? key.words?.standard ?? []
    }

    /// The setting in force; nil where the default is.
    func setting(_ key: Key) -> PolicySetting<Key>? { settings[key] }
}

extension Policies {
    package func duration(_ key: Key) -> Duration { Self.duration(self[key], key) }

    package static func duration(_ key: Key, at now: Instant, _ tx: borrowing Tx) throws -> Duration {
        duration(try value(key, at: now, tx), key)
    }

    private static func duration(_ value: Int64, _ key: Key) -> Duration {
        switch key.rule.unit {
        case .minutes: .minutes(Int(value))
        case .hours: .hours(Int(value))
        case .days: .days(Int(value))
        default: preconditionFailure("\(key.rawValue) is no period")
        }
    }
}
