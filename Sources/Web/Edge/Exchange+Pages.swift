import HTTPTypes
import Kernel

extension Exchange {
    /// The language in the address of a page takes precedence over those of the browser.
    mutating func preferPages(in spoken: [Language]) {
        wantsPage = AcceptedTypes.prefersHTML(head.headerFields[.accept])
        let named = PercentCoding.readablePairs(query).last { $0.name == "lang" }?.value
        guard let language = named.flatMap({ spoken.meant(by: $0) }) else { return }
        languages = [language] + languages.filter { $0 != language }
    }
}

/// The header `Accept`, to tell browsers from programs.
enum AcceptedTypes {
    /// Whether HTML is named, and JSON is not preferred; programs that accept anything are not browsers.
    static func prefersHTML(_ header: String?) -> Bool {
        guard let header else { return false }
        var (html, json) = (0.0, 0.0)
        for row in AcceptedValue.list(header) {
            switch row.name {
            case "text/html", "application/xhtml+xml": html = max(html, row.quality)
            case "application/json", "application/problem+json": json = max(json, row.quality)
            default: continue
            }
        }
        return html > 0 && html >= json
    }
}
