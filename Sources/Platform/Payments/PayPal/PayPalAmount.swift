import Kernel

/// Amounts as PayPal writes them: `{"currency_code": "USD", "value": "123.45"}`.
enum PayPalAmount {
    static func json(_ money: Money) -> JSONValue {
        ["currency_code": .string(money.currency.code), "value": .string(value(of: money))]
    }

    private static func value(of money: Money) -> String {
        let exponent = money.currency.exponent
        let digits = String(money.amountMinor)
        let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
        return exponent == 0 ? padded : padded.dropLast(exponent) + "." + padded.suffix(exponent)
    }

    /// Nil for anything but a plain amount of a known currency, exact to its smallest unit.
    static func read(_ json: JSONValue?) -> Money? {
        guard let code = json?["currency_code"]?.stringValue, let currency = Currency(rawValue: code),
            let text = json?["value"]?.stringValue, text.utf8.count <= 32
        else { return nil }
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first, !parts.contains("") else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= currency.exponent,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let amount = Int64(
                whole + fraction + String(repeating: "0", count: currency.exponent - fraction.count)
            )
        else { return nil }
        return Money(isNegative ? -amount : amount, currency)
    }
}
