import Kernel

/// The Sorani alphabet: ئ ا ب پ ت ج چ ح خ د ر ڕ ز ژ س ش ع غ ف ڤ ق ک گ ل ڵ م ن ه ە و ۆ ی ێ.
///
/// The letters that it shares with Arabic follow each other in Unicode too; its own come after all of them.
enum KurdishAlphabet {
    /// The text in letters whose code points have the order of the alphabet.
    ///
    /// A letter of its own becomes the one before it and ``mark``, so that it follows every word with the letter
    /// before it.
    static func ranked(_ text: String) -> String {
        var ranked = String.UnicodeScalarView()
        for scalar in text.inComposedForm.unicodeScalars {
            if let letter = predecessors[scalar] {
                ranked.append(letter)
                ranked.append(mark)
            } else if scalar == nonJoiner, let last = ranked.last, last == heh {
                // How ە is typed on a keyboard without it.
                ranked.append(mark)
            } else {
                ranked.append(scalar == seat ? first : scalar)
            }
        }
        return String(ranked)
    }

    private static let predecessors: [Unicode.Scalar: Unicode.Scalar] = [
        "پ": "ب", "چ": "ج", "ڕ": "ر", "ژ": "ز", "ڤ": "ف", "گ": "ك", "ڵ": "ل", "ە": "ه", "ۆ": "و", "ێ": "ي",
    ]

    private static let heh: Unicode.Scalar = "ه"
    private static let nonJoiner: Unicode.Scalar = "\u{200C}"
    /// The letter ئ, the first one.
    private static let seat: Unicode.Scalar = "\u{626}"
    /// Letters of other languages, before and after all others.
    private static let first: Unicode.Scalar = "\u{620}"
    private static let mark: Unicode.Scalar = "\u{6FF}"
}
