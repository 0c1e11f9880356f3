import Kernel
import Platform
import Store

/// A change of the units of a lot; never changed, and one for each kind and cause.
struct LotEntry: Sendable {
    let id: ID<LotEntry>
    let lot: ID<Lot>
    let kind: Kind
    /// The units that changed their place.
    let units: UnitSet
    /// Their value, in cents.
    let value: Int64
    let lesson: ID<Lesson>?
    let at: Instant

    /// The kind of a change of the units of a lot.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The units were paid for.
        case grant
        /// Available units were set aside for a lesson.
        case reserve
        /// Reserved units became available again.
        case release
        /// Reserved units were charged.
        case use
        /// Available units expired.
        case expire
        /// Available units went back as money.
        case refund
        /// Charged units were given back.
        case `return`
    }
}

extension LotEntry: Record {
    static let columns: SQL = "e.id, e.lot_id, e.kind, e.ranges, e.value_minor, e.lesson_id, e.at"

    init(_ row: inout Row) throws {
        id = try row.next()
        lot = try row.next()
        kind = try row.next()
        units = try row.next()
        value = try row.next()
        lesson = try row.next()
        at = try row.next()
    }

    /// Newest first.
    static func list(of lot: ID<Lot>, _ page: PageRequest, _ tx: borrowing Tx) throws -> Page<LotEntry> {
        try tx.page(
            page,
            "SELECT \(columns) FROM lot_entry e WHERE e.lot_id = \(lot)",
            order: SortOrder(.descending("at", \.at), .descending("id", \.id))
        )
    }

    /// The entry of a cause; nil when it has none of this kind.
    static func find(_ kind: Kind, _ cause: String, _ tx: borrowing Tx) throws -> LotEntry? {
        try tx.first("SELECT \(columns) FROM lot_entry e WHERE e.kind = \(kind) AND e.cause = \(cause)")
    }
}

extension Lot {
    /// Writes an entry; its cause is unique among those of its kind.
    @discardableResult
    func enter(
        _ kind: LotEntry.Kind,
        _ units: UnitSet,
        for lesson: ID<Lesson>? = nil,
        because cause: String,
        _ tx: borrowing Tx
    ) throws -> ID<LotEntry> {
        let entry = tx.newID(of: LotEntry.self)
        try tx.add(
            """
            (\(entry), \(id), \(kind), \(cause), \(units.count), \(units), \(price.value(of: units)), \(lesson), \(tx.now))
            """,
            to: "INSERT INTO lot_entry (id, lot_id, kind, cause, units, ranges, value_minor, lesson_id, at)"
        )
        return entry
    }
}
