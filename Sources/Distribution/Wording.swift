import Kernel
import Store

extension Language {
    static let arabic: Language = "ar"
    /// Sorani Kurdish, as written in Iraq.
    static let kurdish: Language = "ku"
}

/// A text that always exists in Arabic, with optional Kurdish and English translations.
protocol Worded {
    associatedtype Words: TextValue
    var ar: Words { get }
    var ku: Words? { get }
    var en: Words? { get }
}

extension Worded {
    /// The first available translation among `languages`, or else Arabic.
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

    /// All translations, for searching.
    var all: [String] { [ar.rawValue, ku?.rawValue, en?.rawValue].compactMap(\.self) }
}

/// A multilingual text of one or more lines: Arabic, with optional translations.
struct Wording<let minimum: Int, let maximum: Int>: Worded, Codable, Sendable, Hashable {
    /// Arabic, shown where a translation is missing.
    var ar: Text<minimum, maximum>
    /// Sorani Kurdish; none when absent.
    var ku: Text<minimum, maximum>?
    /// English; none when absent.
    var en: Text<minimum, maximum>?
}

/// A multilingual name: Arabic, with optional translations.
struct Name: Worded, Codable, Sendable, Hashable, SchemaNamed {
    /// Arabic, shown where a translation is missing.
    var ar: Line<1, 200>
    /// Sorani Kurdish; none when absent.
    var ku: Line<1, 200>?
    /// English; none when absent.
    var en: Line<1, 200>?

    /// The component name from when it was a `Wording`; generated clients know it by this.
    static let schemaName = "Wording1200"
}
