/// An amount in the smallest unit of its currency.
public struct Money: Hashable, Sendable, Codable {
    /// The number of the currency's smallest units, such as cents.
    public let amountMinor: Int64
    public let currency: Currency

    public init(_ amountMinor: Int64, _ currency: Currency) {
        self.amountMinor = amountMinor
        self.currency = currency
    }

    public func adding(_ other: Money) throws(Refusal) -> Money {
        try combined(with: other) { $0.addingReportingOverflow($1) }
    }

    public func subtracting(_ other: Money) throws(Refusal) -> Money {
        try combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    public func multiplied(by factor: Int64) throws(Refusal) -> Money {
        try Money(checked(amountMinor.multipliedReportingOverflow(by: factor)), currency)
    }

    private func combined(
        with other: Money,
        _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(Refusal) -> Money {
        guard currency == other.currency else { throw .currencyMismatch }
        return try Money(checked(operation(amountMinor, other.amountMinor)), currency)
    }
}

extension Money: CustomStringConvertible {
    /// Such as `12.50 EUR`; texts for people use the format of their language.
    public var description: String { "\(decimal(amountMinor, currency.exponent)) \(currency)" }
}

extension Money: Described {
    public static let schema = Schema.object(
        name: "Money",
        [
            .init(
                "amount_minor",
                .integer(nil),
                isRequired: true,
                meaning: .property(of: Self.self, as: Int.self)
            ),
            .init("currency", Currency.schema, isRequired: true, meaning: .type(Currency.self)),
        ]
    )

    public static let placeholder = Money(12_50, .euro)
}

private func checked(_ result: (partialValue: Int64, overflow: Bool)) throws(Refusal) -> Int64 {
    guard !result.overflow else { throw .amountOverflow }
    return result.partialValue
}

/// The number with its decimal point: 1250 with two decimals is `12.50`.
func decimal(_ amount: Int64, _ exponent: Int) -> String {
    let digits = String(amount.magnitude)
    let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
    let fraction = exponent == 0 ? "" : "." + padded.suffix(exponent)
    return (amount < 0 ? "-" : "") + padded.dropLast(exponent) + fraction
}

// swift-format-ignore
extension Refusal {
    static let currencyMismatch = Refusal("currency_mismatch", ["en": "is in another currency", "it": "è in un'altra valuta", "ar": "بعملة أخرى", "ku": "بە دراوێکی ترە"])
    static let amountOverflow   = Refusal("amount_overflow", ["en": "is too large", "it": "è un importo troppo grande", "ar": "مبلغ كبير جداً", "ku": "بڕێکی زۆر گەورەیە"])
}
