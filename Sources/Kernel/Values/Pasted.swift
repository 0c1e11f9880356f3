import Foundation

// Cleaning for all value types: the intended text without the additions of keyboards, spreadsheets and chat
// programs.

extension String {
    /// A single line: line breaks, tabs and blanks of every width become one space, and are removed at the
    /// ends.
    ///
    /// Invisible characters are removed, except the joiners of Persian, Kurdish and emoji. The result is in
    /// Unicode's composed form (NFC).
    public var inOneLine: String {
        guard !isPlainLine, !(isCleanLine && isComposed) else { return self }
        var line = String.UnicodeScalarView()
        var isApart = false
        for scalar in unicodeScalars {
            switch PastedScalar(scalar) {
            case .blank: isApart = !line.isEmpty
            case .unseen: continue
            case .joiner, .dash, .seen:
                if isApart { line.append(" ") }
                isApart = false
                line.append(scalar)
            }
        }
        return String(line).inComposedForm
    }

    /// Several lines: in the composed form, without marks that change the text direction.
    var inLines: String {
        guard !isASCII else { return self }
        let kept = unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(kept)).inComposedForm
    }

    /// In the composed form of Unicode (NFC), otherwise unchanged.
    public var inComposedForm: String { isComposed ? self : precomposedStringWithCanonicalMapping }

    /// Whether nothing in it needs composing, judged by its scalars alone; false for some composed texts too.
    ///
    /// True for Latin letters, Arabic letters without marks, quotes and dashes: most texts.
    private var isComposed: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x621...0x64A, 0x660...0x66D, 0x671...0x6D3, 0x6F0...0x6F9, 0x2010...0x2027: true
            default: false
            }
        }
    }

    /// A number or a code: without blanks and invisible characters, all dashes as `-`, with full-width
    /// letters, digits and signs, and the digits of every script, in ASCII.
    public var inCode: String {
        guard !utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return self }
        var code = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch PastedScalar(scalar) {
            case .blank, .unseen, .joiner: continue
            case .dash: code.append("-")
            case .seen: code.append(scalar.inASCII)
            }
        }
        return String(code)
    }

    /// A code without blanks inside: trimmed, otherwise like ``inCode``.
    public var inToken: String { trimmedOfBlanks { $0.inASCII } }

    /// An address: trimmed, without invisible characters, and all dashes as `-`.
    var inAddress: String { trimmedOfBlanks { $0 } }

    private func trimmedOfBlanks(_ written: (Unicode.Scalar) -> Unicode.Scalar) -> String {
        guard !utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return self }
        let seen = unicodeScalars.filter { ![.unseen, .joiner].contains(PastedScalar($0)) }
        let start = seen.firstIndex { PastedScalar($0) != .blank } ?? seen.endIndex
        let end = seen.lastIndex { PastedScalar($0) != .blank }.map { seen.index(after: $0) } ?? start
        let kept = seen[start..<end].map { PastedScalar($0) == .dash ? "-" : written($0) }
        return String(String.UnicodeScalarView(kept))
    }

    /// Whether a line needs no cleaning, judged by its bytes alone: this runs for every name from the
    /// database.
    ///
    /// False for some clean texts too: those with characters from blocks that contain blanks and marks.
    var isCleanLine: Bool {
        var text = self
        return text.withUTF8 { bytes in
            var previous = UInt8(ascii: " ")
            for byte in bytes {
                switch byte {
                case 0x21...0x7E: break
                case 0x20 where previous == 0x20: return false
                case 0..<0x20, 0x7F: return false
                // The blocks of U+0080, U+0340, U+1000, U+2000, U+3000 and U+F000.
                case 0xC2, 0xCD, 0xE1, 0xE2, 0xE3, 0xEF: return false
                // U+061C.
                case 0x9C where previous == 0xD8: return false
                default: break
                }
                previous = byte
            }
            return previous != 0x20 || bytes.isEmpty
        }
    }

    /// Printable ASCII with single spaces, none at the ends: true for most texts, all of which need no
    /// cleaning.
    private var isPlainLine: Bool {
        var previous = UInt8(ascii: " ")
        for byte in utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20 || utf8.isEmpty
    }
}

/// The role of a scalar in a pasted text.
enum PastedScalar {
    case seen, blank, dash, unseen, joiner

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x2D: self = .dash
        case 0x21...0x7E: self = .seen
        // Unicode's White_Space, and letters without a visible form.
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0:
            self = .blank
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: self = .dash
        case 0x200C, 0x200D: self = .joiner
        // Soft hyphen, direction marks, embeddings, overrides, isolates, zero width, byte order marks,
        // interlinear notes.
        case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB:
            self = .unseen
        default: self = .seen
        }
    }
}

extension Unicode.Scalar {
    /// A digit of any script, or a full-width sign, in ASCII; any other scalar unchanged.
    fileprivate var inASCII: Unicode.Scalar {
        if (0xFF01...0xFF5E).contains(value) { return Unicode.Scalar(UInt8(value - 0xFEE0)) }
        guard value >= 0x80, properties.generalCategory == .decimalNumber,
            let digit = properties.numericValue, (0...9).contains(digit)
        else { return self }
        return Unicode.Scalar(48 + UInt8(digit))
    }
}
