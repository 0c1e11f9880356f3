import Kernel
import Store
import Web

/// A readable part of an address, such as `privacy` or `come-funziona`.
package struct Slug: TextValue, PathValue, SQLValueConvertible {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        guard text.utf8.count <= 80 else { throw Refusal(.tooLong(80)) }
        let words = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = words.allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        guard isPlain else { throw .notASlug }
        return text.lowercased()
    }

    package static let rule = TextRule(
        length: 1...80,
        pattern: "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$",
        example: "privacy"
    )
}
