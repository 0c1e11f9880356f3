import Kernel

/// The months of a year for which an owner owes the IMU.
///
/// A month counts for the owner of more than half of its days; the day of the deed is the buyer's, and so is a month of
/// equal halves (L. 160/2019, article 1, paragraph 761).
struct ImuMonths: Sendable, Hashable {
    let count: Int
    let firstSemester: FirstSemester

    enum FirstSemester: Sendable, Hashable {
        case months(Int)
        /// Half of the months, as their dates are not known.
        case half
    }

    /// A number of months without dates.
    init(_ count: Int) {
        self.count = count
        firstSemester = count == 12 ? .months(6) : .half
    }

    /// The months between a purchase and a sale; the whole year without either.
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

    /// The part of a yearly amount for these months.
    func part(ofYear amount: Exact) -> Exact { amount.times(count, over: 12) }

    func part(ofFirstSemester amount: Exact) -> Exact {
        switch firstSemester {
        case .months(let months): amount.times(months, over: 12)
        case .half: amount.times(count, over: 24)
        }
    }
}
