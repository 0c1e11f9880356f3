extension CodiceFiscale {
    /// Names that do not match the first six letters.
    ///
    /// Only a warning: married names and transliterations differ legitimately.
    public func warnings(surname: String, name: String) -> [(member: String, refusal: Refusal)] {
        guard !isProvisional else { return [] }
        var found: [(String, Refusal)] = []
        if !rawValue.hasPrefix(Self.surnameCode(surname)) { found.append(("surname", .unlikely)) }
        if !rawValue.dropFirst(3).hasPrefix(Self.nameCode(name)) { found.append(("name", .unlikely)) }
        return found
    }

    /// The three letters for a surname: consonants, then vowels, then X.
    public static func surnameCode(_ surname: String) -> String {
        let (consonants, vowels) = letters(of: surname)
        return String((consonants + vowels + "XXX").prefix(3))
    }

    /// As for a surname; with four or more consonants, the first, third and fourth.
    public static func nameCode(_ name: String) -> String {
        let (consonants, vowels) = letters(of: name)
        guard consonants.count >= 4 else { return String((consonants + vowels + "XXX").prefix(3)) }
        return String([consonants[0], consonants[2], consonants[3]])
    }

    private static func letters(of text: String) -> (consonants: [Character], vowels: [Character]) {
        let letters = text.uppercased().unicodeScalars.flatMap(\.plainLetters)
        return (letters.filter { !"AEIOU".contains($0) }, letters.filter { "AEIOU".contains($0) })
    }
}

extension Unicode.Scalar {
    /// A to Z without accents.
    ///
    /// Unicode's character names contain the base letter: `LATIN CAPITAL LETTER E WITH ACUTE`.
    fileprivate var plainLetters: [Character] {
        if isASCII { return properties.isAlphabetic ? [Character(self)] : [] }
        guard let words = properties.name?.split(separator: " "), words.first == "LATIN", words.count >= 4,
            words[2] == "LETTER" || words[2] == "LIGATURE", words[3].count <= 2
        else { return [] }
        return Array(words[3])
    }
}

extension Refusal {
    fileprivate static let unlikely = Refusal(
        "codice_fiscale_unlikely",
        [
            "en": "does not seem to match the codice fiscale",
            "it": "non sembra corrispondere al codice fiscale",
            "ar": "يبدو أنه لا يطابق الرقم الضريبي الإيطالي",
            "ku": "پێدەچێت لەگەڵ ژمارەی باجی ئیتاڵی نەگونجێت",
        ]
    )
}
