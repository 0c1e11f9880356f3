import Kernel

/// What stands for a placeholder, made harmless: a text that someone gave themselves is no paragraph and no link of the house's.
enum NoticeValue {
    private static let longestLine = 500
    private static let longestText = 5_000

    /// One line, in which mail programs find no address of the web unless it is one of ours.
    static func line(_ value: String, isOurs: Bool = false) -> String {
        let line = bare(value).clipped(to: isOurs ? longestText : longestLine)
        return isOurs ? line : defused(line)
    }

    /// Lines below each other and no empty one between them, so that they stay the paragraph that the template gives them.
    static func lines(_ value: String, isOurs: Bool = false) -> String {
        value.clipped(to: longestText).split(whereSeparator: \.isNewline).map { bare(String($0)) }
            .filter { !$0.isEmpty }.map { isOurs ? $0 : defused($0) }.joined(separator: "\n")
    }

    private static func bare(_ value: String) -> String {
        let line = value.inOneLine
        guard line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return line
        }
        let seen = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(seen))
    }

    /// `https[:]//evil[.]example`, as reports of attacks write it: people can still read it, programs make no link of it.
    private static func defused(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: { dots.contains($0) || $0 == ":" }) else { return line }
        return line.split(separator: " ", omittingEmptySubsequences: false).map { word in
            isAddress(word) ? String(word.unicodeScalars.flatMap(apart).map(Character.init)) : String(word)
        }
        .joined(separator: " ")
    }

    private static func apart(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        scalar == ":" || dots.contains(scalar) ? ["[", scalar, "]"] : [scalar]
    }

    /// Whether a mail program would make a link of it: a scheme, a path behind a host, or a host whose last part is no kind of file.
    ///
    /// A program looks at each part of a word that could be one: `a@b,evil.example` has two.
    private static func isAddress(_ word: Substring) -> Bool {
        if word.contains(":/") { return true }
        return word.unicodeScalars.split(whereSeparator: { ",;|()<>[]{}\"«»".unicodeScalars.contains($0) })
            .contains { isAddress(part: Substring($0)) }
    }

    private static func isAddress(part word: Substring) -> Bool {
        let plain = word.lowercased().trimming { !$0.isLetter && !$0.isNumber }
        if linkSchemes.contains(where: plain.hasPrefix) || plain.hasPrefix("www.") { return true }
        guard let dot = plain.unicodeScalars.firstIndex(where: dots.contains) else { return false }
        if plain[dot...].contains(where: { "/?#".contains($0) }) { return true }
        guard !plain.contains("@"),
            let end = plain.unicodeScalars.lastIndex(where: dots.contains).map({
                plain[plain.unicodeScalars.index(after: $0)...]
            })
        else { return false }
        // A port may stand behind it.
        let last = end.utf8.prefix { $0 != UInt8(ascii: ":") }
        let isName = last.count >= 2 && last.allSatisfy { (97...122).contains($0) }
        return (isName || end.hasPrefix("xn--")) && !kindsOfFiles.contains(String(Substring(last)))
            && !titles.contains(plain)
    }

    private static let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    private static let linkSchemes = ["http:", "https:", "mailto:", "tel:", "javascript:", "data:", "file:"]
    private static let kindsOfFiles: Set<String> = [
        "pdf", "jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "heic", "doc", "docx", "xls", "xlsx",
        "odt", "ods", "csv", "txt", "xml", "json", "eml", "rtf",
    ]
    /// How people are addressed in Italian.
    private static let titles: Set<Substring> = [
        "dott.ssa", "dr.ssa", "prof.ssa", "sig.ra", "sig.na", "sig.re", "sigg.ri", "dott.ri", "avv.ti",
        "spett.le",
        "gent.ma", "gent.mo", "gent.le", "preg.mo", "egr.sig",
    ]
}

extension String {
    /// Not longer than that many scalars; a shortened one says so.
    func clipped(to count: Int) -> String {
        guard utf8.count > count, unicodeScalars.count > count else { return self }
        return String(unicodeScalars.prefix(count - 1)) + "…"
    }

    fileprivate func trimming(where isEdge: (Character) -> Bool) -> Substring {
        let rest = drop(while: isEdge)
        return rest.lastIndex { !isEdge($0) }.map { rest[...$0] } ?? ""
    }
}
