import Kernel

/// A number with at most `places` decimals, for display: 71.1 is 711 tenths.
struct FixedDecimal<let places: Int>: Hashable, Comparable, Sendable {
    let units: Int

    init(units: Int) {
        self.units = units
    }

    /// Rounded half up.
    init(_ ratio: Ratio) {
        units = ratio.rounded(to: Self.scale)
    }

    var ratio: Ratio { Ratio(units, over: Self.scale) }

    static func < (left: Self, right: Self) -> Bool { left.units < right.units }

    private static var scale: Int { (0..<places).reduce(1) { scale, _ in scale * 10 } }
}

/// A normalised value from 0 to 100.
typealias Tenths = FixedDecimal<1>

/// A share from 0 to 1, or a SWEMWBS metric.
typealias Hundredths = FixedDecimal<2>

extension FixedDecimal: CustomStringConvertible {
    /// As 71.1, without closing zeros.
    var description: String {
        let scale = Self.scale
        var digits = String(units.magnitude % UInt(scale) + UInt(scale)).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        let whole = "\(units < 0 ? "-" : "")\(units.magnitude / UInt(scale))"
        return digits.isEmpty ? whole : "\(whole).\(digits)"
    }
}

extension FixedDecimal: Codable, Described {
    static var schema: Schema { .number }
    static var placeholder: Self { Self(units: scale) }

    /// Refuses further decimals.
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Double.self)
        guard let number = Self.nearest(value) else { throw Refusal.tooManyDecimals }
        self = number
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Double(units) / Double(Self.scale))
    }

    private static func nearest(_ value: Double) -> Self? {
        let units = (value * Double(scale)).rounded()
        guard units.magnitude < 0x1p53, units / Double(scale) == value else { return nil }
        return Self(units: Int(units))
    }
}

// swift-format-ignore
extension Refusal {
    static let tooManyDecimals = Refusal("too_many_decimals", ["en": "has too many decimals", "it": "ha troppi decimali"])
}
