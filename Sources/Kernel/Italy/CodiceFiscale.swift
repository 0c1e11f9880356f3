/// The tax code of a person in Italy (codice fiscale).
///
/// Sixteen characters with a check letter, or the eleven digits of a provisional one (decree 13813 of 23/12/1976).
public struct CodiceFiscale: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    /// In capitals and without spaces.
    public static func normalised(_ text: String) throws(Refusal) -> String {
        let typed = text.inCode
        guard typed.isASCII else { throw .invalidCodiceFiscale }
        let code = typed.filter { $0 != "-" && $0 != "." }.uppercased()
        let characters = Array(code.utf8)
        if characters.count == 11, characters.allSatisfy({ (48...57).contains($0) }) {
            guard PartitaIVA.hasValidCheckDigit(code) else { throw .codiceFiscaleCheck }
            return code
        }
        guard characters.count == 16, hasForm(characters), birth(in: plain(characters)) != nil else {
            throw .invalidCodiceFiscale
        }
        guard checkLetter(characters[..<15]) == characters[15] else { throw .codiceFiscaleCheck }
        return code
    }

    public static let rule = TextRule(
        length: 11...20,
        example: "RSSMRA80A01H501U",
        description:
            "Sixteen characters, or the eleven digits of a provisional code; converted to upper case, without spaces, hyphens or dots"
    )

    /// Whether this is a provisional code of eleven digits, without personal data.
    public var isProvisional: Bool { rawValue.utf8.count == 11 }
}

extension CodiceFiscale {
    static let months = Array("ABCDEHLMPRST".utf8)
    /// The positions of digits; when two codes coincide, digits become letters from the right (omocodia).
    private static let digitPositions: Set<Int> = [6, 7, 9, 10, 12, 13, 14]
    private static let omocodes = Array("LMNPQRSTUV".utf8)
    /// The value of a letter in the first, third, fifth… position; a digit has the value of the letter of its
    /// rank.
    private static let odd: [Int] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ]

    /// The code with its digits restored after omocodia.
    static func plain(_ characters: [UInt8]) -> [UInt8] {
        characters.enumerated().map { position, character in
            guard digitPositions.contains(position), let digit = omocodes.firstIndex(of: character) else {
                return character
            }
            return 48 + UInt8(digit)
        }
    }

    private static func hasForm(_ characters: [UInt8]) -> Bool {
        plain(characters).enumerated().allSatisfy { position, character in
            digitPositions.contains(position) ? (48...57).contains(character) : (65...90).contains(character)
        }
    }

    private static func checkLetter(_ characters: ArraySlice<UInt8>) -> UInt8 {
        let sum = characters.enumerated().reduce(0) { sum, next in
            let value = Int(next.element < 65 ? next.element - 48 : next.element - 65)
            return sum + (next.offset % 2 == 0 ? odd[value] : value)
        }
        return 65 + UInt8(sum % 26)
    }
}

// swift-format-ignore
extension Refusal {
    static let invalidCodiceFiscale = Refusal("invalid_codice_fiscale", ["en": "is not a codice fiscale", "it": "non è un codice fiscale", "ar": "ليس رقماً ضريبياً إيطالياً (codice fiscale)", "ku": "ژمارەی باجی ئیتاڵی نییە (codice fiscale)"])
    static let codiceFiscaleCheck   = Refusal("codice_fiscale_check", ["en": "has a wrong check character", "it": "ha il carattere di controllo errato", "ar": "حرف التحقق فيه خاطئ", "ku": "پیتی پشکنینەکەی هەڵەیە"])
}
