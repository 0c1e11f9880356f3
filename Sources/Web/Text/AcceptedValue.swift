import Kernel

/// One entry of `Accept-Language` or `Accept-Encoding`, in lower case, with its weight.
struct AcceptedValue {
    let name: String
    let quality: Double

    static func list(_ header: String) -> [Self] {
        header.pieces(at: ",").prefix(most).compactMap { row in
            let pieces = row.pieces(at: ";")
            guard let name = pieces.first?.unpadded, !name.isEmpty else { return nil }
            return Self(name: name.inSmallLetters, quality: quality(pieces.dropFirst()))
        }
    }

    private static let most = 16

    private static func quality(_ parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters where parameter.before("=").unpadded.isWord("q") {
            return Double(parameter.after("=")?.unpadded ?? "") ?? 0
        }
        return 1
    }
}

/// Selects the product's languages from `Accept-Language`.
enum Languages {
    static func accepted(_ header: String?, of spoken: [Language]) -> [Language] {
        let fallback = spoken.first ?? .english
        guard let header, spoken.count > 1 else { return [fallback] }
        var wanted: [(language: Language, quality: Double)] = []
        for row in AcceptedValue.list(header) {
            if let language = spoken.meant(by: row.name) { wanted.append((language, row.quality)) }
        }
        var accepted: [Language] = []
        for (language, quality) in wanted.sorted(by: { $0.quality > $1.quality }) where quality > 0 {
            if !accepted.contains(language) { accepted.append(language) }
        }
        return accepted.isEmpty ? [fallback] : accepted
    }
}
