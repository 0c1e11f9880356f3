import Kernel

/// Six digits of an authenticator, or a recovery code of twelve characters.
///
/// Blanks and hyphens are ignored, and the digits may be those of any script.
struct SecondFactorCode: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    var isOneTime: Bool { rawValue.utf8.count == 6 }

    static let recoveryLength = 12

    static func normalised(_ text: String) throws(Refusal) -> String {
        let typed = text.inCode
        guard typed.utf8.allSatisfy({ $0 < 0x80 }) else { throw .notACode }
        let code = typed.uppercased().filter { $0 != "-" }
        let isDigits = code.utf8.count == 6 && code.utf8.allSatisfy { (48...57).contains($0) }
        let isRecovery =
            code.utf8.count == recoveryLength
            && code.utf8.allSatisfy { (65...90).contains($0) || (50...55).contains($0) }
        guard isDigits || isRecovery else { throw .notACode }
        return code
    }

    static let rule = TextRule(length: 6...40, example: "123456")
}

extension SecondFactorCode: CustomDebugStringConvertible {
    var description: String { "SecondFactorCode(…)" }
    var debugDescription: String { description }
}
