/// An exact fraction: a score is rounded only for its display.
///
/// 128 bits hold the sums of a month of 10⁵ people; a result beyond them is cut to twelve decimals.
struct Ratio: Hashable, Sendable {
    let numerator: Int128
    /// Positive, without a common divisor with the numerator.
    let denominator: Int128

    static let zero = Ratio(0)

    init(_ whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// `denominator` is not zero.
    init(_ numerator: Int, over denominator: Int) {
        self.init(Int128(numerator), over: Int128(denominator))
    }

    init(_ numerator: Int128, over denominator: Int128) {
        let divisor = commonDivisor(numerator, denominator) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Rounded half up to a whole number of `parts` of one: 10 for the tenths.
    func rounded(to parts: Int = 1) -> Int {
        guard denominator < 1 << 100 else { return shortened.rounded(to: parts) }
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let fraction = 2 * Int128(parts) * rest + denominator
        return Int(quotient) * parts + Int(floor(fraction, by: 2 * denominator))
    }

    /// The whole number of `parts` of one, rounded towards zero.
    func parts(_ parts: Int128) -> Int128 {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let product = parts.multipliedFullWidth(by: Int128(rest.magnitude))
        let fraction = denominator.dividingFullWidth(product).quotient
        return whole * parts + (rest < 0 ? -fraction : fraction)
    }

    /// Cut to twelve decimals.
    private var shortened: Ratio {
        let unit: Int128 = 1_000_000_000_000
        return Ratio(parts(unit), over: unit)
    }
}

extension Ratio: Comparable {
    static func + (left: Ratio, right: Ratio) -> Ratio {
        let divisor = commonDivisor(left.denominator, right.denominator)
        let first = left.numerator.multipliedReportingOverflow(by: right.denominator / divisor)
        let second = right.numerator.multipliedReportingOverflow(by: left.denominator / divisor)
        let below = left.denominator.multipliedReportingOverflow(by: right.denominator / divisor)
        let sum = first.partialValue.addingReportingOverflow(second.partialValue)
        guard !first.overflow, !second.overflow, !below.overflow, !sum.overflow else {
            return left.shortened + right.shortened
        }
        return Ratio(sum.partialValue, over: below.partialValue)
    }

    static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

    static prefix func - (ratio: Ratio) -> Ratio {
        Ratio(-ratio.numerator, over: ratio.denominator)
    }

    static func * (left: Ratio, right: Ratio) -> Ratio {
        let first = Ratio(left.numerator, over: right.denominator)
        let second = Ratio(right.numerator, over: left.denominator)
        let above = first.numerator.multipliedReportingOverflow(by: second.numerator)
        let below = first.denominator.multipliedReportingOverflow(by: second.denominator)
        guard !above.overflow, !below.overflow else { return left.shortened * right.shortened }
        return Ratio(above.partialValue, over: below.partialValue)
    }

    /// `right` is not zero.
    static func / (left: Ratio, right: Ratio) -> Ratio {
        left * Ratio(right.denominator, over: right.numerator)
    }

    static func < (left: Ratio, right: Ratio) -> Bool {
        (left - right).numerator < 0
    }
}

extension Collection<Ratio> {
    var sum: Ratio { reduce(.zero, +) }

    /// Nil when there are none.
    var mean: Ratio? { isEmpty ? nil : sum / Ratio(count) }
}

func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    if let left = UInt64(exactly: left.magnitude), let right = UInt64(exactly: right.magnitude) {
        return Int128(max(1, commonDivisor(of: left, right)))
    }
    return Int128(max(1, commonDivisor(of: left.magnitude, right.magnitude)))
}

/// Division of 64 bits is many times faster than that of 128.
private func commonDivisor<Number: UnsignedInteger>(of left: Number, _ right: Number) -> Number {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
}

private func floor(_ number: Int128, by divisor: Int128) -> Int128 {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
}
