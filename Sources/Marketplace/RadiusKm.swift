import Kernel

/// A distance in kilometres, from 0.1 to 200.
struct RadiusKm: Hashable, Sendable {
    let kilometres: Double

    /// Nil for a distance out of the bounds.
    init?(_ kilometres: Double) {
        guard (0.1...200).contains(kilometres) else { return nil }
        self.kilometres = kilometres
    }

    var metres: Int { Int((kilometres * 1_000).rounded()) }
}

extension RadiusKm: Codable, Described {
    static let schema = Schema.decimal(0...200)
    static let placeholder = RadiusKm(kilometres: 25)

    private init(kilometres: Double) { self.kilometres = kilometres }

    init(from decoder: any Decoder) throws {
        guard let value = Self(try decoder.singleValueContainer().decode(Double.self)) else {
            throw Refusal(.outOfRange)
        }
        self = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(kilometres)
    }
}
