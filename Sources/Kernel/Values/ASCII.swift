extension String {
    /// Checked before changing case: Unicode would make an `S` of `ſ` and a `k` of the Kelvin sign.
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension Character {
    var isASCIILetter: Bool { isASCII && isLetter }
    var isASCIIDigit: Bool { isASCII && isNumber }
    var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}
