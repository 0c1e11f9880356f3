import Kernel
import Store

/// A search among people and companies: every word is a part of the stored text, in any order.
package struct SearchQuestion: Sendable {
    private static let maximumWords = 10
    private static let fewDigits = 6

    /// The spellings of each word; one of them is enough.
    private let words: [[String]]
    /// The digits of a telephone number, when the question is nothing else.
    private let digits: String?

    package init(_ text: String) {
        words = SearchText.asked(EmailAddress(rawValue: text)?.rawValue ?? text, atMost: Self.maximumWords)
        let number = text.inCode.filter { !"+-.()/".contains($0) }
        let isNumber = number.utf8.count >= 3 && number.utf8.allSatisfy { (48...57).contains($0) }
        // Without the zeros of national or international dialling; a few digits alone would match too many
        // numbers.
        let national = String(number.drop { $0 == "0" })
        digits = isNumber ? (national.utf8.count >= Self.fewDigits ? national : number) : nil
    }

    /// Finds each word in one of the columns; a question without words finds nothing.
    ///
    /// The words contain only letters and digits, so none acts as a pattern.
    package func condition(in columns: SQL..., phone: SQL? = nil) -> SQL {
        let found: SQL = words.isEmpty ? "FALSE" : SQL.all(words.map { Self.isIn(columns, $0) })
        guard let phone, let digits else { return found }
        let pattern = "%" + digits + "%"
        return SQL.any([found, "\(phone) LIKE \(pattern)"])
    }

    /// Whether stored words contain each of the question's, as ``condition(in:phone:)`` finds them in a column.
    package func finds(_ stored: String) -> Bool {
        !words.isEmpty
            && words.allSatisfy { spellings in
                spellings.contains { stored.contains($0) || stored.contains(SearchText.onArabicKeyboard($0)) }
            }
    }

    private static func isIn(_ columns: [SQL], _ spellings: [String]) -> SQL {
        // A name typed on another keyboard than it was stored with.
        let all = Set(spellings.flatMap { [$0, SearchText.onArabicKeyboard($0)] })
        let patterns = all.sorted().map { "%" + $0 + "%" }
        return SQL.any(
            columns.flatMap { column in patterns.map { pattern -> SQL in "\(column) LIKE \(pattern)" } }
        )
    }
}
