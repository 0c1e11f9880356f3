import Kernel
import Store

extension Language {
    static let arabic: Language = "ar"
    /// Sorani, as it is written in Iraq.
    static let kurdish: Language = "ku"
}

/// A text that is always there in Arabic, and in Kurdish and English where someone has written it.
struct Wording<let minimum: Int, let maximum: Int>: Codable, Sendable, Hashable {
    var ar: Text<minimum, maximum>
    var ku: Text<minimum, maximum>?
    var en: Text<minimum, maximum>?

    /// In the first of `languages` that it was written in, else in Arabic.
    func text(in languages: [Language]) -> String {
        for language in languages {
            switch language.tag.prefix(2) {
            case "ar": return ar.rawValue
            case "ku", "ck": if let ku { return ku.rawValue }
            case "en": if let en { return en.rawValue }
            default: continue
            }
        }
        return ar.rawValue
    }

    /// All that was written, for searching.
    var all: [String] { [ar.rawValue, ku?.rawValue, en?.rawValue].compactMap(\.self) }
}

/// What something is called.
typealias Name = Wording<1, 200>
