import Kernel
import Platform
import Store

/// The lots that pay for a series: the one that expires first is spent first, then the oldest.
struct SeriesLots: Sendable {
    private let found: [Lot]
    /// The same lots without the units that are set aside.
    private var left: [Lot]
    /// The length of the lessons that they are for.
    let minutes: Int

    /// The named lots, or all that serve this tutor and subject; of lots for several lengths those of the one that is spent
    /// first.
    ///
    /// Refused with ``Problem/Code/creditsNone`` when there are none.
    static func open(
        for student: ID<Account>,
        with tutor: Tutor,
        wanted: NewSeries,
        _ tx: borrowing Tx
    ) throws -> SeriesLots {
        let all: [Lot] = try tx.all(
            """
            SELECT \(Lot.columns) FROM lot l
             WHERE l.student_id = \(student) AND l.available >= \(UnitSet.lesson) AND l.frozen_at IS NULL
               AND (l.tutor_id = \(tutor.id) AND l.subject = \(wanted.subject) OR l.source = 'plan')
             ORDER BY l.expires_at, l.created_at, l.id
            """
        )
        let fitting = all.filter { $0.source != .plan || $0.servesPlan(of: tutor) }
        let named = try wanted.lotIds.map { try $0.checked(among: fitting) }
        guard let first = fitting.first(where: { named?.contains($0.id) ?? true }) else {
            throw Problem(.creditsNone)
        }
        let chosen = fitting.filter { $0.minutes == first.minutes && named?.contains($0.id) ?? true }
        return SeriesLots(found: chosen, left: chosen, minutes: first.minutes)
    }

    /// The lot for a lesson at this start.
    ///
    /// Refused with ``Problem/Code/creditsExpireFirst`` when the units that are left expire before it.
    func lot(at start: Instant) throws(Problem) -> Lot {
        let left = left.filter { $0.available >= UnitSet.lesson }
        if let lot = left.first(where: { $0.expiresAt >= start }) { return lot }
        throw Problem(left.isEmpty ? .creditsNone : .creditsExpireFirst)
    }

    /// Sets the units of a lesson aside in a lot of these; nothing is written.
    mutating func setAside(in lot: Lot) throws(Problem) -> UnitSet {
        let (rest, units) = try lot.settingAside()
        left = left.map { $0.id == lot.id ? rest : $0 }
        return units
    }

    /// Saves the lots whose units were set aside.
    func save(_ tx: borrowing Tx) throws {
        for (lot, rest) in zip(found, left) where rest != lot { try rest.save(over: lot, tx) }
    }
}

extension Lot {
    fileprivate func servesPlan(of tutor: Tutor) -> Bool {
        guard tutor.terms.acceptsPlans, let rate = tutor.rate, let cap else { return false }
        return LotPrice.single(rate: rate, minutes: minutes) <= cap
    }
}

extension [ID<Lot>] {
    /// Refuses lots that cannot pay for the series, and lots for lessons of several lengths.
    fileprivate func checked(among lots: [Lot]) throws(Problem) -> Set<ID<Lot>> {
        var faults: [Problem.Fault] = []
        var minutes: Int?
        for (place, id) in enumerated() {
            let lot = lots.first { $0.id == id }
            if let lot, minutes == nil || lot.minutes == minutes {
                minutes = lot.minutes
            } else {
                faults.append(.init("/lot_ids/\(place)", .doesNotPay))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return Set(self)
    }
}
