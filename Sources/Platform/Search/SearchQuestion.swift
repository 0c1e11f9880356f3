import Kernel
import Store

/// What someone looks for among people and companies: every word is a part of what is stored, in whatever order.
package struct SearchQuestion: Sendable {
    private static let maximumWords = 10
    private static let fewDigits = 6

    /// Of each the spellings of which one is enough.
    private let words: [[String]]
    /// The digits of a telephone number, when nothing else is asked for.
    private let digits: String?

    package init(_ text: String) {
        words = SearchText.asked(EmailAddress(rawValue: text)?.rawValue ?? text, atMost: Self.maximumWords)
        let number = text.inCode.filter { !"+-.()/".contains($0) }
        let isNumber = number.utf8.count >= 3 && number.utf8.allSatisfy { (48...57).contains($0) }
        // Without the zeros that are dialled before it within a country, or from it; what is left of a few digits could be anyone's.
        let national = String(number.drop { $0 == "0" })
        digits = isNumber ? (national.utf8.count >= Self.fewDigits ? national : number) : nil
    }

    /// Each word in one of the columns; a question without a word finds nothing.
    ///
    /// The words are letters and digits alone, so that nothing in them stands for something else.
    package func condition(in columns: SQL..., phone: SQL? = nil) -> SQL {
        let found: SQL = words.isEmpty ? "FALSE" : SQL.all(words.map { Self.isIn(columns, $0) })
        guard let phone, let digits else { return found }
        let pattern = "%" + digits + "%"
        return SQL.any([found, "\(phone) LIKE \(pattern)"])
    }

    private static func isIn(_ columns: [SQL], _ spellings: [String]) -> SQL {
        // What was typed on another keyboard than the name was.
        let all = Set(spellings.flatMap { [$0, SearchText.onArabicKeyboard($0)] })
        let patterns = all.sorted().map { "%" + $0 + "%" }
        return SQL.any(
            columns.flatMap { column in patterns.map { pattern -> SQL in "\(column) LIKE \(pattern)" } }
        )
    }
}
