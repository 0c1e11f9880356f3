/// The colour of a normalised value.
enum Band: String, Codable, CaseIterable, Sendable {
    case red, amber, green
}

/// The normalised values at which amber and green begin.
struct Bands: Hashable, Codable, Sendable {
    /// The least amber value.
    var amber: Int
    /// The least green value.
    var green: Int

    static let standard = Bands(amber: 40, green: 70)

    func band(of value: Ratio) -> Band {
        value < Ratio(amber) ? .red : value < Ratio(green) ? .amber : .green
    }

    /// The least and the greatest value with this band.
    func ends(of band: Band) -> (lower: Int, upper: Int) {
        switch band {
        case .red: (0, amber)
        case .amber: (amber, green)
        case .green: (green, 100)
        }
    }
}
