import Foundation
import Kernel

/// What a search compares: the words of a text, alike for those who write them differently.
///
/// The same function makes what is stored and what is asked.
enum SearchText {
    /// More of a word than this tells nothing.
    private static let longestWord = 40
    private static let mostWords = 1_500

    /// Letters and digits without marks, in one spelling and one script of digits.
    ///
    /// A number that touches letters is a word of its own: `5kg` is `5 kg`.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var kind = Kind.separator
        func end() {
            if !word.isEmpty { words.append(String(word.prefix(longestWord))) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            let next = Kind(scalar)
            guard next != .ignored else { continue }
            if next != kind { end() }
            kind = next
            switch next {
            case .digit: word.append(digit(scalar))
            case .letter: word.append(contentsOf: letter(scalar))
            case .separator, .ignored: continue
            }
        }
        end()
        return words
    }

    /// What is stored of a product; each word once.
    static func stored(_ name: Name, _ description: Wording<1, 5000>?, _ sku: SKU) -> String {
        var seen: Set<String> = []
        // As it is typed by those who leave the dashes out.
        let plain = sku.rawValue.filter { $0.isLetter || $0.isNumber }
        let all = ([sku.rawValue, plain] + name.all + (description?.all ?? [])).flatMap(words)
        return all.filter { seen.insert($0).inserted }.prefix(mostWords).joined(separator: " ")
    }

    /// What lists are sorted by when they are sorted by name.
    static func sortKey(_ name: Name) -> String {
        String(words(of: name.ar.rawValue).joined(separator: " ").prefix(120))
    }

    private enum Kind {
        case letter, digit, separator, ignored

        init(_ scalar: Unicode.Scalar) {
            switch scalar.properties.generalCategory {
            case .decimalNumber: self = .digit
            // Vowel signs, shadda, the hamza over a decomposed alef; joiners and marks of direction.
            case .nonspacingMark, .enclosingMark, .format: self = .ignored
            case .modifierLetter where scalar == "\u{640}": self = .ignored
            // The hamza by itself, which many leave out.
            case .otherLetter where scalar == "\u{621}": self = .ignored
            case .otherLetter, .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter,
                .letterNumber, .otherNumber, .spacingMark:
                self = .letter
            default: self = .separator
            }
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = UInt8(scalar.properties.numericValue ?? 0)
        return Unicode.Scalar(48 + min(value, 9))
    }

    private static func letter(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if let same = spellings[scalar] { return String.UnicodeScalarView([same]) }
        return scalar.properties.lowercaseMapping.unicodeScalars
    }

    /// Letters that are typed one for the other: Arabic, Persian and Kurdish keyboards have different ones.
    private static let spellings: [Unicode.Scalar: Unicode.Scalar] = {
        var spellings: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, others) in [
            ("ا", "ٱ"), ("ي", "ىیېێے"), ("ك", "کڪ"), ("ه", "ةەھہۃ"), ("و", "ۆۇۋ"), ("ر", "ڕ"), ("ل", "ڵ"),
        ] as [(Unicode.Scalar, String)] {
            for other in others.unicodeScalars { spellings[other] = letter }
        }
        return spellings
    }()
}
