import Kernel

/// The price of a lot, and with it the value of each unit: all units together are worth exactly the price.
struct LotPrice: Hashable, Sendable {
    /// In cents, for all lessons.
    let price: Int64
    let lessons: Int

    /// V(x): the value of the first x units, halves up.
    func value(ofFirst units: Int) -> Int64 {
        let whole = Int64(UnitSet.lesson) * Int64(lessons)
        return (2 * price * Int64(units) + whole) / (2 * whole)
    }

    func value(of units: UnitSet) -> Int64 {
        units.ranges.reduce(0) { $0 + value(ofFirst: $1.upperBound) - value(ofFirst: $1.lowerBound) }
    }

    /// The price of a single lesson, from the price of 60 minutes, halves up.
    static func single(rate: Int64, minutes: Int) -> Int64 { (2 * rate * Int64(minutes) + 60) / 120 }
}
