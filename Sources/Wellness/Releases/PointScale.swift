/// A common denominator of many values: sums and comparisons are those of whole numbers.
struct PointScale: Sendable {
    /// The number that one point is; even.
    let point: Int128

    /// Values that have no common denominator within reason are cut to eighteen decimals.
    init(_ values: some Sequence<Ratio>) {
        var point: Int128 = 2
        for denominator in Set(values.lazy.map(\.denominator)) {
            point *= denominator / commonDivisor(point, denominator)
            guard point < Self.limit else { break }
        }
        self.point = point < Self.limit ? point : Self.limit
    }

    private static let limit: Int128 = 1_000_000_000_000_000_000

    func scaled(_ value: Ratio) -> Int128 {
        value.parts(point)
    }
}
