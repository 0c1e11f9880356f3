import Kernel
import Platform
import Store

/// The lots that pay for a series: the one that expires first is spent first, then the oldest.
struct SeriesLots: Sendable {
    private var lots: [(lot: Lot, left: Int)]
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
        return SeriesLots(lots: chosen.map { ($0, $0.available) }, minutes: first.minutes)
    }

    /// The lot for a lesson at this start.
    ///
    /// Refused with ``Problem/Code/creditsExpireFirst`` when the units that are left expire before it.
    func lot(at start: Instant) throws(Problem) -> Lot {
        let left = lots.filter { $0.left >= UnitSet.lesson }
        if let lot = left.first(where: { $0.lot.expiresAt >= start })?.lot { return lot }
        throw Problem(left.isEmpty ? .creditsNone : .creditsExpireFirst)
    }

    /// A lesson was paid from the lot.
    mutating func spend(_ lot: ID<Lot>) {
        guard let place = lots.firstIndex(where: { $0.lot.id == lot }) else { return }
        lots[place].left -= UnitSet.lesson
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
