import Platform

/// The words of a question or a passage that carry its meaning, without endings.
enum SupportWords {
    static func of(_ text: String) -> [String] {
        SearchText.words(of: text).filter { $0.count > 1 && !common.contains($0) }.map(stem)
    }

    /// `lezione` and `lezioni` are one word, as are `annullare` and `annullo`, `lesson` and `lessons`.
    private static func stem(_ word: String) -> String {
        if word.count > 5, let ending = verbs.first(where: word.hasSuffix) {
            return String(word.dropLast(ending.count))
        }
        guard word.count > 4, let last = word.last, "aeios".contains(last) else { return word }
        return String(word.dropLast())
    }

    private static let verbs = ["are", "ere", "ire", "ing"]

    private static let common: Set<String> = [
        "il", "lo", "la", "gli", "le", "un", "una", "uno", "di", "da", "in", "con", "su", "per", "tra", "fra",
        "del",
        "della", "dei", "delle", "dell", "al", "alla", "ai", "alle", "nel", "nella", "che", "chi", "cosa",
        "come", "quando",
        "quanto", "quanti", "quante", "dove", "perche", "se", "si", "no", "non", "mi", "ti", "ci", "vi", "ho",
        "ha", "sono",
        "essere", "posso", "puo", "devo", "fare", "mio", "mia", "miei", "mie", "ed", "ma", "anche", "questo",
        "questa",
        "the", "an", "of", "to", "is", "are", "be", "do", "does", "can", "how", "what", "when", "where",
        "why", "who", "my",
        "me", "we", "you", "it", "and", "or", "for", "on", "at", "with", "from", "not", "have", "has", "this",
        "that", "if",
        "much", "many", "there", "will", "would", "should", "your",
    ]
}
