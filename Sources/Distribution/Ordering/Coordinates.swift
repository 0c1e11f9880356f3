import Kernel
import Store

/// Degrees north of the equator, from -90 to 90; negative values are south of it.
struct Latitude: Hashable, Sendable {
    let degrees: Double

    init?(_ degrees: Double) {
        guard (-90...90).contains(degrees) else { return nil }
        self.degrees = degrees
    }
}

/// Degrees east of Greenwich, from -180 to 180; negative values are west of it.
struct Longitude: Hashable, Sendable {
    let degrees: Double

    init?(_ degrees: Double) {
        guard (-180...180).contains(degrees) else { return nil }
        self.degrees = degrees
    }
}

extension Latitude: Codable, Described {
    static let schema = Schema.number
    // Baghdad.
    static let placeholder = Latitude(33.3152) ?? Latitude(unchecked: 0)

    private init(unchecked degrees: Double) { self.degrees = degrees }

    init(from decoder: any Decoder) throws {
        let degrees = try decoder.singleValueContainer().decode(Double.self)
        guard let value = Self(degrees) else { throw Refusal(.outOfRange(-90...90)) }
        self = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degrees)
    }
}

extension Longitude: Codable, Described {
    static let schema = Schema.number
    static let placeholder = Longitude(44.3661) ?? Longitude(unchecked: 0)

    private init(unchecked degrees: Double) { self.degrees = degrees }

    init(from decoder: any Decoder) throws {
        let degrees = try decoder.singleValueContainer().decode(Double.self)
        guard let value = Self(degrees) else { throw Refusal(.outOfRange(-180...180)) }
        self = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(degrees)
    }
}

extension Latitude: SQLValueConvertible {
    static var sqlType: SQLType { .real }
    var sqlValue: SQLValue { .real(degrees) }

    init(_ cell: Cell) throws {
        guard let value = Self(try Double(cell)) else { throw cell.isNot("a latitude") }
        self = value
    }
}

extension Longitude: SQLValueConvertible {
    static var sqlType: SQLType { .real }
    var sqlValue: SQLValue { .real(degrees) }

    init(_ cell: Cell) throws {
        guard let value = Self(try Double(cell)) else { throw cell.isNot("a longitude") }
        self = value
    }
}
