/// A share of an amount in basis points: hundredths of a percent.
public struct Share: Hashable, Sendable {
    public let basisPoints: Int

    public init(_ basisPoints: Int) {
        self.basisPoints = basisPoints
    }

    /// That share of an amount in minor units, halves up.
    public func of(_ amount: Int64) -> Int64 {
        let product = Int128(amount) * Int128(basisPoints) + 5_000
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: 10_000)
        return Int64(rest < 0 ? quotient - 1 : quotient)
    }
}
