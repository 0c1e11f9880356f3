import Kernel

/// For which months of a year someone owes the IMU of a property.
///
/// A month counts for whom it was theirs on more than half of its days; the day of the deed is the buyer's, and so is a month of
/// equal halves (L. 160/2019, article 1, paragraph 761).
struct ImuMonths: Sendable, Hashable {
    let count: Int
    let firstSemester: FirstSemester

    enum FirstSemester: Sendable, Hashable {
        case months(Int)
        /// It is not known which months they are, so half of them.
        case half
    }

    /// So many months, whichever they are.
    init(_ count: Int) {
        self.count = count
        firstSemester = count == 12 ? .months(6) : .half
    }

    /// Bought on one day of the year and sold on another; from before, and beyond, when there is none.
    init(of year: Int, from purchase: CivilDate?, until sale: CivilDate?) {
        let held = (1...12).filter { Self.isHeld($0, of: year, from: purchase, until: sale) }
        count = held.count
        firstSemester = .months(held.filter { $0 <= 6 }.count)
    }

    private static func isHeld(
        _ month: Int,
        of year: Int,
        from purchase: CivilDate?,
        until sale: CivilDate?
    ) -> Bool {
        guard let first = CivilDate(year, month, 1),
            let next = month == 12 ? CivilDate(year + 1, 1, 1) : CivilDate(year, month + 1, 1)
        else { return false }
        let start = max(first, purchase ?? first)
        let end = min(next, sale ?? next)
        let (days, length) = (end - start, next - first)
        let wasBoughtWithin = purchase.map { $0 > first && $0 < next } ?? false
        let wasSoldWithin = sale.map { $0 > first && $0 < next } ?? false
        return 2 * days > length || (2 * days == length && wasBoughtWithin && !wasSoldWithin)
    }

    /// Of an amount for the whole year, the part for these months.
    func part(ofYear amount: Exact) -> Exact { amount.times(count, over: 12) }

    func part(ofFirstSemester amount: Exact) -> Exact {
        switch firstSemester {
        case .months(let months): amount.times(months, over: 12)
        case .half: amount.times(count, over: 24)
        }
    }
}
