import Kernel
import Store

/// A title that the office writes: in Italian, and in English where someone has written it.
struct Wording: Codable, Sendable, Hashable {
    var it: Line<1, 120>
    var en: Line<1, 120>?

    func text(in languages: [Language]) -> String {
        let first = languages.first { $0 == .italian || $0 == .english }
        return (first == .english ? en ?? it : it).rawValue
    }
}
