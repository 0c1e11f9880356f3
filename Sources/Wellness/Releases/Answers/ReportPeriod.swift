import Kernel
import Platform
import Store
import Web

/// The month or the quarter of an answer; without either the newest month with figures.
struct ReportPeriod: Query {
    /// The month of the figures, such as `2026-03`; the newest month with figures when absent and no `quarter` is given.
    var month: CalendarMonth?
    /// The quarter of the figures, such as `2026-Q1`, instead of a month; its figures are the means of its months.
    var quarter: CalendarQuarter?
}

/// The month of an answer; the newest month with figures when absent.
struct ReportMonth: Query {
    /// The month of the figures, such as `2026-03`; the newest month with figures when absent.
    var month: CalendarMonth?
}

/// The releases with figures that an answer is about, and those of the period before it.
struct ReleasePeriod: Sendable {
    /// The newest first; one for a month.
    let releases: [Part]
    let before: [Part]
    let month: CalendarMonth?
    let quarter: CalendarQuarter?

    struct Part: Sendable {
        let release: FrozenRelease
        let figures: ReleaseFigures
    }

    typealias Reading = (_ release: ID<Release>, _ tx: borrowing Tx) throws -> ReleaseFigures

    /// Refused with 404 when there is no release, and with 410 when all releases are withdrawn.
    init(
        _ period: ReportPeriod,
        of organization: ID<Organization>,
        reading: Reading,
        _ tx: borrowing Tx
    ) throws {
        guard period.month == nil || period.quarter == nil else {
            throw Problem(.invalid, faults: [.init("query/quarter", .monthAndQuarter)])
        }
        if let quarter = period.quarter {
            self.quarter = quarter
            month = nil
            releases = try Self.parts(of: organization, quarter.months, reading, tx)
            before = try Self.shown(of: organization, quarter.previous.months, reading, tx)
        } else {
            let month = try period.month ?? FrozenRelease.newest(of: organization, tx)?.month
            guard let month else { throw Problem(.notFound) }
            self.month = month
            quarter = nil
            releases = try Self.parts(of: organization, [month], reading, tx)
            before = try Self.shown(of: organization, [month.previous], reading, tx)
        }
    }

    /// The newest of its releases, whose tree and domains the answer follows.
    var newest: FrozenRelease { releases[0].release }

    private static func parts(
        of organization: ID<Organization>,
        _ months: [CalendarMonth],
        _ reading: Reading,
        _ tx: borrowing Tx
    ) throws -> [Part] {
        let parts = try shown(of: organization, months, reading, tx)
        guard parts.isEmpty else { return parts }
        let isWithdrawn = try !FrozenRelease.list(of: organization, months, tx).isEmpty
        throw Problem(isWithdrawn ? .releaseWithdrawn : .notFound)
    }

    private static func shown(
        of organization: ID<Organization>,
        _ months: [CalendarMonth],
        _ reading: Reading,
        _ tx: borrowing Tx
    ) throws -> [Part] {
        let releases = try FrozenRelease.list(of: organization, months, tx).filter { $0.status == .frozen }
        var parts: [Part] = []
        for release in releases { parts.append(Part(release: release, figures: try reading(release.id, tx))) }
        return parts
    }
}

extension ReleasePeriod {
    func cell(_ unit: UnitID, _ figure: CellID.Figure, _ bands: Bands = .standard) -> ReleaseCell {
        cell(in: releases, bands) { $0[unit, figure] } ?? .suppressed
    }

    func total(_ unit: UnitID) -> ReleaseCell {
        cell(in: releases, .standard) { $0[total: unit] } ?? .suppressed
    }

    /// The cell of the period before; nil when that has no release with figures.
    func previous(_ unit: UnitID, _ figure: CellID.Figure, _ bands: Bands = .standard) -> ReleaseCell? {
        cell(in: before, bands) { $0[unit, figure] }
    }

    private func cell(
        in parts: [Part],
        _ bands: Bands,
        _ reading: (ReleaseFigures) -> ReleaseCell
    ) -> ReleaseCell? {
        guard let newest = parts.first else { return nil }
        return quarter == nil
            ? reading(newest.figures) : .quarter(parts.map { reading($0.figures) }, bands)
    }
}
