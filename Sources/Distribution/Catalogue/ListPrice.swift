import Kernel

/// A price in whole Iraqi dinars, at least 1.
struct ListPrice: Codable, Described, Sendable {
    let dinars: Dinars

    init(from decoder: any Decoder) throws {
        let dinars = try Dinars(from: decoder)
        guard dinars > .zero else { throw Refusal(.outOfRange(1...Int(Dinars.limit))) }
        self.dinars = dinars
    }

    private init(_ dinars: Dinars) {
        self.dinars = dinars
    }

    func encode(to encoder: any Encoder) throws {
        try dinars.encode(to: encoder)
    }

    static var schema: Schema { .integer(1...Int(Dinars.limit)) }
    static var placeholder: Self { Self(.placeholder) }
}
