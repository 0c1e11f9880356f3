import Kernel
import Platform
import Store
import Web

/// The credits of students: lots of units.
enum CreditRoutes {
    static let routes = rows.tagged("Credits")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                     handler  needs
        Get("/credits",              list,    .creditRead, "List credits",
            details: "Of a student the own lots, of a tutor the sold ones, newest first. 100 units are one lesson.")
        Get("/credits/{id}/entries", entries, .creditRead, "List the entries of a lot",
            details: "Every change of its units, newest first.")
    }

    static func list(_ call: Call, filter: LotFilter, page: PageRequest) async throws -> Page<LotView> {
        try await call.db.read { tx in
            let lots = try Lot.list(
                page,
                where: filter.conditions(at: tx.now) + [Lot.visible(to: call.scope)],
                tx
            )
            let tutors = try Tutor.list(lots.data.compactMap(\.tutor), tx)
            return lots.map { lot in LotView(lot, tutor: lot.tutor.flatMap { tutors[$0]?.name }) }
        }
    }

    static func entries(_ call: Call, id: ID<Lot>, page: PageRequest) async throws -> Page<LotEntryView> {
        try await call.db.read { tx in
            guard try tx.exists("SELECT 1 FROM lot l WHERE l.id = \(id) AND \(Lot.visible(to: call.scope))")
            else {
                throw Problem(.notFound)
            }
            return try LotEntry.list(of: id, page, tx).map(LotEntryView.init)
        }
    }
}

/// A selection of lots.
struct LotFilter: Query {
    /// True: only lots with available or reserved units whose time is not over; false: only the others.
    var live: Bool?

    func conditions(at now: Instant) -> [SQL] {
        guard let live else { return [] }
        let isLive: SQL = "(l.reserved > 0 OR l.available > 0 AND l.expires_at > \(now))"
        return [live ? isLive : "NOT \(isLive)"]
    }
}

extension Lot: Scoped {
    static let visibility = Visibility(
        own: "l.student_id",
        assigned: { "l.tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \($0))" }
    )

    static func list(_ page: PageRequest, where conditions: [SQL], _ tx: borrowing Tx) throws -> Page<Lot> {
        try tx.page(
            page,
            "SELECT \(columns) FROM lot l WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
    }
}
