import Kernel
import Platform

/// A topic of lessons, files and marks, such as `linear equations`: in small letters, so that spellings meet.
struct Topic: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    init(stored text: String) {
        rawValue = text
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        try Line<1, 60>.normalised(text).lowercased()
    }

    static let rule = TextRule(
        length: 1...60,
        example: "linear equations",
        description: "One line; capital letters become small ones"
    )
}
