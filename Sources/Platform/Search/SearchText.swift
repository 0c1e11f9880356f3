import Foundation

/// The words of a text in a common form, so that different spellings match.
///
/// The same function produces the stored and the searched words. When its result changes for a text, a
/// migration sets `search_old`, and ``RefillSearch`` rewrites the rows.
package enum SearchText {
    /// Letters beyond this add nothing to a word's meaning.
    private static let longestWord = 40
    private static let maximumWords = 1_500

    /// Letters and digits without marks, in one spelling and one script of digits.
    ///
    /// A number next to letters is a separate word: `5kg` is `5 kg`.
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

    /// The stored words of an object's texts, without repetitions.
    ///
    /// Added are: words with apostrophes, dots or dashes also without them, Arabic words with an article also
    /// without it, and Kurdish words also in the letters of an Arabic keyboard.
    package static func stored(_ texts: [String?]) -> String {
        var seen: Set<String> = []
        let all = texts.compactMap(\.self).flatMap { text in
            (words(of: text) + closed(text)).flatMap { word in
                [word, withoutArticle(word)].compactMap(\.self).flatMap { [$0, onArabicKeyboard($0)] }
            }
        }
        return all.filter { seen.insert($0).inserted }.prefix(maximumWords).joined(separator: " ")
    }

    /// The searched words, each with its alternative: the word without its article.
    package static func asked(_ text: String, atMost count: Int) -> [[String]] {
        words(of: text).prefix(count).map { word in [word] + [withoutArticle(word)].compactMap(\.self) }
    }

    /// The same for comparisons of whole words, where only the last may be a beginning.
    ///
    /// Each word is added without a leading `and`, `with`, `for` or `like`, which Arabic attaches to the
    /// following word as a letter.
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

    /// A word without its article, and without a particle attached to it: `والعدس` as `عدس`, `للبيت` as
    /// `بيت`.
    static func withoutArticle(_ word: String, shortest: Int = 2) -> String? {
        guard let first = word.unicodeScalars.first, first.value >= 0x600 else { return nil }
        let rest = particles.first { word.hasPrefix($0) }.map { word.dropFirst($0.count) }
        guard let rest, rest.count >= shortest else { return nil }
        return String(rest)
    }

    /// `وعدس` as `عدس`, but not `لبن` as `بن`, a different word.
    private static func withoutProclitic(_ word: String) -> String? {
        guard let first = word.unicodeScalars.first, proclitics.contains(first) else { return nil }
        let rest = word.dropFirst()
        return rest.count >= 3 ? String(rest) : nil
    }

    private static let proclitics: Set<Unicode.Scalar> = ["و", "ب", "ل", "ك", "ف"]

    /// `زاگروس` as `زاكروس`: five letters are missing from Arabic keyboards.
    ///
    /// It serves writers without these letters, and is no spelling of its own: a search for `گول` does not
    /// find `كول`.
    static func onArabicKeyboard(_ word: String) -> String {
        guard word.unicodeScalars.contains(where: { keyboard[$0] != nil }) else { return word }
        return String(String.UnicodeScalarView(word.unicodeScalars.map { keyboard[$0] ?? $0 }))
    }

    private static let keyboard: [Unicode.Scalar: Unicode.Scalar] = [
        "گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف",
    ]

    /// Longer particles before shorter ones.
    private static let particles = ["وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"]

    private enum Kind {
        case letter, digit, separator, ignored

        init(_ scalar: Unicode.Scalar) {
            switch scalar.properties.generalCategory {
            case .decimalNumber: self = .digit
            // Vowel signs, shadda, the hamza over a decomposed alef; joiners and marks of direction.
            case .nonspacingMark, .enclosingMark, .format: self = .ignored
            case .modifierLetter where scalar == "\u{640}": self = .ignored
            // Apostrophes that Unicode classifies as letters.
            case .modifierLetter where (0x2B9...0x2BF).contains(scalar.value): self = .separator
            // The hamza by itself, which is often omitted.
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

    /// Letters that replace each other in typing: Arabic keyboards lack those of Persian and Kurdish, and
    /// European ones those of neighbours.
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
