/// Shares of whole amounts: rounded once, halves up, and never a dinar lost or gained.
enum Share {
    /// `amount × part ÷ whole`, rounded, halves up.
    static func part(of amount: Int64, _ part: Int64, in whole: Int64) -> Int64 {
        guard whole > 0 else { return 0 }
        let (product, overflow) = amount.multipliedReportingOverflow(by: part)
        if !overflow {
            let (quotient, rest) = product.quotientAndRemainder(dividingBy: whole)
            return rest >= whole - rest ? quotient + 1 : quotient
        }
        let wide = Int128(amount) * Int128(part)
        return Int64(clamping: (2 * wide + Int128(whole)) / (2 * Int128(whole)))
    }

    /// Splits `amount` in proportion to `weights`: whole parts first, then one each to the largest remainders, the
    /// earlier of equal ones first.
    ///
    /// The parts sum to `amount`, and none exceeds its weight while `amount` does not exceed their sum.
    static func spread(_ amount: Int64, over weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0) { $0 + Int128($1) }
        guard whole > 0, amount > 0 else { return weights.map { _ in 0 } }
        // No weight exceeds the whole, so nothing overflows when that does not, and 64-bit numbers divide faster.
        let (_, overflow) = amount.multipliedReportingOverflow(by: Int64(clamping: whole))
        return overflow
            ? spread(Int128(amount), over: weights, of: whole)
            : spread(amount, over: weights, of: Int64(clamping: whole))
    }

    /// The worth of the next `count` pieces after `before`, of `whole` equal pieces of `amount`.
    ///
    /// As ``spread(_:over:)`` over equal weights: the first pieces get the dinars that do not divide.
    static func pieces(_ count: Int, after before: Int, of whole: Int, in amount: Int64) -> Int64 {
        let (part, rest) = amount.quotientAndRemainder(dividingBy: Int64(whole))
        func first(_ pieces: Int) -> Int64 { part * Int64(pieces) + min(rest, Int64(pieces)) }
        return first(before + count) - first(before)
    }

    private static func spread<Number: FixedWidthInteger>(
        _ amount: Number,
        over weights: [Int64],
        of whole: Number
    ) -> [Int64] {
        var parts: [Int64] = []
        var remainders: [(rest: Number, index: Int)] = []
        var left = amount
        for (index, weight) in weights.enumerated() {
            let (part, rest) = (amount * Number(weight)).quotientAndRemainder(dividingBy: whole)
            parts.append(Int64(clamping: part))
            left -= part
            if rest > 0 { remainders.append((rest, index)) }
        }
        guard left > 0 else { return parts }
        remainders.sort { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
        for (_, index) in remainders.prefix(Int(left)) { parts[index] += 1 }
        return parts
    }
}
