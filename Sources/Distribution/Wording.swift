import Kernel
import Store

extension Language {
    static let arabic: Language = "ar"
    /// Sorani, as it is written in Iraq.
    static let kurdish: Language = "ku"
}

/// What is always there in Arabic, and in Kurdish and English where someone has written it.
protocol Worded {
    associatedtype Words: TextValue
    var ar: Words { get }
    var ku: Words? { get }
    var en: Words? { get }
}

extension Worded {
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

/// A text of several lines.
struct Wording<let minimum: Int, let maximum: Int>: Worded, Codable, Sendable, Hashable {
    var ar: Text<minimum, maximum>
    var ku: Text<minimum, maximum>?
    var en: Text<minimum, maximum>?
}

/// What something is called.
struct Name: Worded, Codable, Sendable, Hashable, SchemaNamed {
    var ar: Line<1, 200>
    var ku: Line<1, 200>?
    var en: Line<1, 200>?

    /// From when it was a `Wording`: programs made from the document know it by this.
    static let schemaName = "Wording1200"
}
