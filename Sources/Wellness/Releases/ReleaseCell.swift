import Kernel

/// One figure of a release; nothing tells one suppressed cell from another.
struct ReleaseCell: Hashable, Codable, Sendable {
    /// The precision of the answer.
    var shown: Shown
    /// A percentage or a normalised value; only with `shown` value.
    var value: Tenths?
    /// The band of the value, or of the figure that has no value.
    var band: CellBand?
    /// The reason of a suppressed cell.
    var reason: SuppressionReason?

    enum Shown: String, Codable, CaseIterable, Sendable {
        /// A rounded number, with the band of that number.
        case value
        /// A band without a number.
        case band
        /// Neither, to protect people.
        case suppressed
    }

    static let suppressed = ReleaseCell(shown: .suppressed, reason: .protectsPeople)

    static func value(_ value: Tenths, _ band: CellBand) -> ReleaseCell {
        ReleaseCell(shown: .value, value: value, band: band)
    }

    static func band(_ band: CellBand) -> ReleaseCell {
        ReleaseCell(shown: .band, band: band)
    }
}

/// The reason that a figure is not shown, the same for every size.
enum SuppressionReason: String, Codable, CaseIterable, Sendable {
    /// The figure could reveal something about single people.
    case protectsPeople = "protects_people"
}

/// The band of a released figure: a colour, or the quarter of a participation.
enum CellBand: String, Codable, CaseIterable, Sendable {
    /// A mean below the domain's threshold of amber, 40 by default.
    case red
    /// A mean between the thresholds of amber and green.
    case amber
    /// A mean from the domain's threshold of green on, 70 by default.
    case green
    /// Less than a quarter of the members contributed.
    case belowQuarter = "<25"
    /// A quarter or more of the members contributed, but less than half.
    case belowHalf = "25-50"
    /// Half of the members or more contributed, but less than three quarters.
    case belowThreeQuarters = "50-75"
    /// Three quarters of the members or more contributed.
    case aboveThreeQuarters = ">75"

    init(_ band: Band) {
        switch band {
        case .red: self = .red
        case .amber: self = .amber
        case .green: self = .green
        }
    }

    /// The quarter of a participation.
    init(quarterOf percentage: Ratio) {
        self =
            percentage < Ratio(25)
            ? .belowQuarter
            : percentage < Ratio(50)
                ? .belowHalf : percentage < Ratio(75) ? .belowThreeQuarters : .aboveThreeQuarters
    }
}

/// A mean as a release shows it: rounded half up to 5, and never at the ends of the scale.
struct ReleasedNumber: Hashable, Sendable {
    let value: Int

    init(_ mean: Ratio) {
        value = min(90, max(10, 5 * (mean / Ratio(5)).rounded()))
    }

    /// The means that are shown as this number, in halves of a point.
    var halves: ClosedRange<Int> {
        switch value {
        case 10: 0...25
        case 90: 175...200
        default: 2 * value - 5...2 * value + 5
        }
    }

    var tenths: Tenths { Tenths(units: 10 * value) }
    var ratio: Ratio { Ratio(value) }
}
