import Kernel
import Platform
import Store

/// The shown cells of one release.
struct ReleaseFigures: Sendable {
    private var cells: [CellID: ReleaseCell] = [:]
    private var totals: [UnitID: ReleaseCell] = [:]

    subscript(unit: UnitID, figure: CellID.Figure) -> ReleaseCell {
        cells[CellID(unit: unit, figure: figure)] ?? .suppressed
    }

    subscript(total unit: UnitID) -> ReleaseCell { totals[unit] ?? .suppressed }

    static func participation(of release: ID<Release>, _ tx: borrowing Tx) throws -> ReleaseFigures {
        var figures = ReleaseFigures()
        try tx.forEach(
            """
            SELECT c.unit_kind, c.unit_id, c.shown, c.value, c.band FROM org_participation_view c
             WHERE c.release_id = \(release)
            """
        ) { row in
            let unit = UnitID(kind: try row.next(), key: try row.next())
            figures.cells[CellID(unit: unit, figure: .participation)] = try ReleaseCell(&row)
        }
        return figures
    }

    static func scores(of release: ID<Release>, _ tx: borrowing Tx) throws -> ReleaseFigures {
        var figures = ReleaseFigures()
        try tx.forEach(
            """
            SELECT c.unit_kind, c.unit_id, c.domain, c.shown, c.value, c.band FROM org_domain_scores_view c
             WHERE c.release_id = \(release)
            """
        ) { row in
            let unit = UnitID(kind: try row.next(), key: try row.next())
            let domain = try row.next(String.self)
            let cell = try ReleaseCell(&row)
            if domain.isEmpty {
                figures.totals[unit] = cell
            } else {
                figures.cells[CellID(unit: unit, figure: .domain(domain))] = cell
            }
        }
        return figures
    }

    static func all(of release: ID<Release>, _ tx: borrowing Tx) throws -> ReleaseFigures {
        var figures = try scores(of: release, tx)
        figures.cells.merge(try participation(of: release, tx).cells) { _, new in new }
        return figures
    }
}

extension ReleaseCell: RowDecodable {
    init(_ row: inout Row) throws {
        shown = try row.next()
        value = try row.next(Int?.self).map { Tenths(units: $0) }
        band = try row.next()
        reason = shown == .suppressed ? .protectsPeople : nil
    }
}

extension ReleaseCell.Shown: SQLValueConvertible {}
extension CellBand: SQLValueConvertible {}
extension UnitID.Kind: SQLValueConvertible {}
