/// The colour of a normalised value.
enum Band: String, Codable, CaseIterable, Sendable {
    /// Below the value at which amber begins.
    case red
    /// Between the two limits.
    case amber
    /// At or above the value at which green begins.
    case green
}

/// The normalised values at which amber and green begin.
struct Bands: Hashable, Codable, Sendable {
    /// The lowest amber value.
    var amber: Int
    /// The lowest green value.
    var green: Int

    static let standard = Bands(amber: 40, green: 70)

    func band(of value: Ratio) -> Band {
        value < Ratio(amber) ? .red : value < Ratio(green) ? .amber : .green
    }

    /// The lowest and the highest value of this band.
    func ends(of band: Band) -> (lower: Int, upper: Int) {
        switch band {
        case .red: (0, amber)
        case .amber: (amber, green)
        case .green: (green, 100)
        }
    }
}
