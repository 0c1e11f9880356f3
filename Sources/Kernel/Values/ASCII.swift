extension String {
    /// To be asked before changing case: Unicode would make an `S` of `ſ` and a `k` of the Kelvin sign.
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

    /// The same with `٠` to `٩`, and the digits of every other script, as `0` to `9`.
    var inASCIIDigits: String {
        guard !isASCII else { return self }
        return String(
            map { character in
                guard let value = character.wholeNumberValue, (0...9).contains(value) else {
                    return character
                }
                return Character(String(value))
            }
        )
    }
}

extension Character {
    var isASCIILetter: Bool { isASCII && isLetter }
    var isASCIIDigit: Bool { isASCII && isNumber }
    var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}
