import Kernel
import Store

/// A title by the office, in Italian and optionally in English.
struct Wording: Codable, Sendable, Hashable {
    /// In Italian.
    var it: Line<1, 120>
    /// In English; the Italian text is shown when it is absent.
    var en: Line<1, 120>?

    func text(in languages: [Language]) -> String {
        let first = languages.first { $0 == .italian || $0 == .english }
        return (first == .english ? en ?? it : it).rawValue
    }
}
