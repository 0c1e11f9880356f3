import Foundation

/// What a search compares: the words of a text, alike for those who write them differently.
///
/// The same function makes what is stored and what is asked. When it makes other words of a text than before, a migration sets
/// `search_old`, and ``RefillSearch`` writes them anew.
package enum SearchText {
    /// More of a word than this tells nothing.
    private static let longestWord = 40
    private static let maximumWords = 1_500

    /// Letters and digits without marks, in one spelling and one script of digits.
    ///
    /// A number that touches letters is a word of its own: `5kg` is `5 kg`.
    package static func words(of text: String) -> [String] {
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

    /// What is stored of a thing's texts: each word once, a word with apostrophes, dots or dashes in it also as those write it who leave
    /// them out, an Arabic one with an article also without, a Kurdish one also in the letters of an Arabic keyboard.
    package static func stored(_ texts: [String?]) -> String {
        var seen: Set<String> = []
        let all = texts.compactMap(\.self).flatMap { text in
            (words(of: text) + closed(text)).flatMap { word in
                [word, withoutArticle(word)].compactMap(\.self).flatMap { [$0, onArabicKeyboard($0)] }
            }
        }
        return all.filter { seen.insert($0).inserted }.prefix(maximumWords).joined(separator: " ")
    }

    /// The words that are asked for, each with what it may be stored as instead: without its article.
    package static func asked(_ text: String, atMost count: Int) -> [[String]] {
        words(of: text).prefix(count).map { word in [word] + [withoutArticle(word)].compactMap(\.self) }
    }

    /// The same where whole words are compared, the last of which may go on: each also without `and`, `with`, `for` or `like`, which are
    /// written as the first letter of the word that follows.
    package static func askedWhole(_ text: String, atMost count: Int) -> [[String]] {
        let words = words(of: text).prefix(count)
        return words.enumerated().map { position, word in
            let isLast = position == words.count - 1
            let others = [withoutArticle(word, shortest: isLast ? 1 : 2), withoutProclitic(word)]
            return [word] + others.compactMap(\.self)
        }
    }

    /// `Dell’Orto` as `dellorto`, `FUR-RICE-5` as `furrice 5`.
    private static func closed(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).flatMap { part in
            let pieces = words(of: String(part))
            return (2...8).contains(pieces.count) ? words(of: pieces.joined()) : []
        }
    }

    /// A word without the article, and without the particle that is written before it: `والعدس` as `عدس`, `للبيت` as `بيت`.
    static func withoutArticle(_ word: String, shortest: Int = 2) -> String? {
        guard let first = word.unicodeScalars.first, first.value >= 0x600 else { return nil }
        let rest = particles.first { word.hasPrefix($0) }.map { word.dropFirst($0.count) }
        guard let rest, rest.count >= shortest else { return nil }
        return String(rest)
    }

    /// `وعدس` as `عدس`, but not `لبن` as `بن`, which is something else.
    private static func withoutProclitic(_ word: String) -> String? {
        guard let first = word.unicodeScalars.first, proclitics.contains(first) else { return nil }
        let rest = word.dropFirst()
        return rest.count >= 3 ? String(rest) : nil
    }

    private static let proclitics: Set<Unicode.Scalar> = ["و", "ب", "ل", "ك", "ف"]

    /// `زاگروس` as `زاكروس`: five letters are not on Arabic keyboards.
    ///
    /// An answer to those who have no other letter, no spelling of its own: who can type `گول` does not look for `كول`.
    static func onArabicKeyboard(_ word: String) -> String {
        guard word.unicodeScalars.contains(where: { keyboard[$0] != nil }) else { return word }
        return String(String.UnicodeScalarView(word.unicodeScalars.map { keyboard[$0] ?? $0 }))
    }

    private static let keyboard: [Unicode.Scalar: Unicode.Scalar] = [
        "گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف",
    ]

    /// The longer before the shorter.
    private static let particles = ["وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"]

    private enum Kind {
        case letter, digit, separator, ignored

        init(_ scalar: Unicode.Scalar) {
            switch scalar.properties.generalCategory {
            case .decimalNumber: self = .digit
            // Vowel signs, shadda, the hamza over a decomposed alef; joiners and marks of direction.
            case .nonspacingMark, .enclosingMark, .format: self = .ignored
            case .modifierLetter where scalar == "\u{640}": self = .ignored
            // Apostrophes that Unicode takes for letters.
            case .modifierLetter where (0x2B9...0x2BF).contains(scalar.value): self = .separator
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
        if let same = spellings[scalar] { return same }
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        guard let first = small.first, let same = spellings[first] else { return small }
        return same
    }

    /// Letters that are typed one for the other: Arabic keyboards lack those of Persian and Kurdish, and European ones those of neighbours.
    private static let spellings: [Unicode.Scalar: String.UnicodeScalarView] = {
        var spellings: [Unicode.Scalar: String.UnicodeScalarView] = [:]
        for (letters, others) in [
            ("ا", "ٱ"), ("ي", "ىیېێےۍ"), ("ك", "کڪ"), ("ه", "ةەھہۃ"), ("و", "ۆۇۋۊ"), ("ر", "ڕڒ"), ("ل", "ڵ"),
            ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("o", "ø"), ("d", "đð"), ("th", "þ"), ("l", "ł"),
            ("i", "ı"), ("h", "ħ"),
        ] {
            for other in others.unicodeScalars { spellings[other] = letters.unicodeScalars }
        }
        return spellings
    }()
}
