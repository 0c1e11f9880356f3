/// The rule for a model's answer: every sentence names the passage that it comes from.
package enum CitedAnswer {
    /// Whether each sentence has a citation such as `[2]`, and none of a passage that does not exist.
    package static func cites(_ text: String, outOf passages: Int) -> Bool {
        let sentences = sentences(of: text)
        return !sentences.isEmpty
            && sentences.allSatisfy { sentence in
                let numbers = citations(in: sentence)
                return !numbers.isEmpty && numbers.allSatisfy { (1...passages).contains($0) }
            }
    }

    /// The sentences, each with the citations behind its full stop.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        var hasEnded = false
        for character in text {
            // A letter after the end begins the next sentence; brackets and blanks still belong to this one.
            if hasEnded, character.isLetter, !isOpen(current) {
                sentences.append(current)
                (current, hasEnded) = ("", false)
            }
            // `15.50` has no end.
            let isApart = character.isWhitespace || character == "["
            if character.isNewline || (isApart && current.last.map(".!?".contains) == true) {
                hasEnded = true
            }
            current.append(character)
        }
        return (sentences + [current]).filter { $0.contains(where: \.isLetter) }
    }

    private static func isOpen(_ text: String) -> Bool {
        guard let opening = text.lastIndex(of: "[") else { return false }
        return !text[opening...].contains("]")
    }

    private static func citations(in sentence: String) -> [Int] {
        sentence.matches(of: /\[(\d{1,2})\]/).compactMap { Int($0.output.1) }
    }
}
