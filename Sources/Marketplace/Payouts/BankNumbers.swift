import Kernel

/// The number of a bank in the United States: nine digits, of which the last one checks the others.
struct RoutingNumber: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        let digits = text.inCode
        guard digits.utf8.count == 9, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            digits != "000000000"
        else {
            throw .notARoutingNumber
        }
        let sum = zip(digits.utf8, [3, 7, 1, 3, 7, 1, 3, 7, 1]).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        guard sum % 10 == 0 else { throw .notARoutingNumber }
        return digits
    }

    static let rule = TextRule(
        length: 9...9,
        pattern: "^[0-9]{9}$",
        example: "021000021",
        description: "ABA"
    )
}

/// The number of a bank account in the United States.
struct BankAccountNumber: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        let digits = text.inCode
        guard (4...17).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .notAnAccountNumber
        }
        return digits
    }

    static let rule = TextRule(length: 4...17, pattern: "^[0-9]{4,17}$", example: "000123456789")
}
