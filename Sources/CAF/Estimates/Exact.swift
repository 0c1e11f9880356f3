import Kernel

/// An exact amount of cents, as a fraction, because the law rounds only at certain steps.
///
/// Amounts come in as ``Cents``, at most a few hundred of them, and are multiplied by percents, twelfths, thirds and parts of up to twenty
/// owners, so that their common denominator stays below 10¹⁷ and the numerator below 10³⁵: 128 bits hold ten to the 38th.
struct Exact: Hashable, Sendable {
    private let numerator: Int128
    private let denominator: Int128

    static let zero = Exact(cents: 0)

    init(cents: Int64) {
        numerator = Int128(cents)
        denominator = 1
    }

    init(_ cents: Cents?) {
        self.init(cents: cents?.value ?? 0)
    }

    private init(_ numerator: Int128, over denominator: Int128) {
        let divisor = max(1, commonDivisor(numerator, denominator))
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Multiplied by `factor`/`denominator`, as by 20/100; `denominator` is positive.
    func times(_ factor: Int, over denominator: Int = 1) -> Exact {
        let part = Exact(Int128(factor), over: Int128(denominator))
        let (left, right) = (
            max(1, commonDivisor(numerator, part.denominator)),
            max(1, commonDivisor(part.numerator, self.denominator))
        )
        return Exact(
            (numerator / left) * (part.numerator / right),
            over: (self.denominator / right) * (part.denominator / left)
        )
    }

    /// A share of it in hundredths of a percent.
    func share(_ basisPoints: Int) -> Exact { times(basisPoints, over: 10_000) }

    var notNegative: Exact { max(self, .zero) }

    /// Rounded half up to a whole number of `unit`s, in cents: 1 for the cent, 100 for the euro.
    ///
    /// Refused when it is negative or larger than ``Cents`` allows.
    func rounded(to unit: Int64 = 1) throws -> Cents {
        let units = floor(2 * numerator + denominator * Int128(unit), by: 2 * denominator * Int128(unit))
        guard let value = Int64(exactly: units * Int128(unit)), let cents = Cents(value) else {
            throw Problem(.invalid, faults: [Problem.Fault("", .beyondEstimating)])
        }
        return cents
    }
}

extension Exact: Comparable {
    static func + (left: Exact, right: Exact) -> Exact {
        let divisor = commonDivisor(left.denominator, right.denominator)
        let (first, second) = (right.denominator / divisor, left.denominator / divisor)
        return Exact(
            left.numerator * first + right.numerator * second,
            over: left.denominator * first
        )
    }

    static func - (left: Exact, right: Exact) -> Exact {
        left + right.times(-1)
    }

    static func < (left: Exact, right: Exact) -> Bool {
        (left - right).numerator < 0
    }
}

extension Sequence<Exact> {
    var sum: Exact { reduce(.zero, +) }
}

private func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (left, right) = (left.magnitude, right.magnitude)
    while right != 0 { (left, right) = (right, left % right) }
    return Int128(left)
}

private func floor(_ number: Int128, by divisor: Int128) -> Int128 {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
}
