import Kernel

/// Makes a value harmless: a user's text must not become a paragraph or a link in our messages.
enum NoticeValue {
    private static let longestLine = 500
    private static let longestText = 5_000

    /// One line without links, except in our own values.
    static func line(_ value: String, isOurs: Bool = false) -> String {
        let line = bare(value).clipped(to: isOurs ? longestText : longestLine)
        return isOurs ? line : defused(line)
    }

    /// Several lines without an empty one between them, so that they stay one paragraph of the template.
    static func lines(_ value: String, isOurs: Bool = false) -> String {
        value.clipped(to: longestText).split(whereSeparator: \.isNewline).map { bare(String($0)) }
            .filter { !$0.isEmpty }.map { isOurs ? $0 : defused($0) }.joined(separator: "\n")
    }

    private static func bare(_ value: String) -> String {
        let line = value.inOneLine
        guard line.unicodeScalars.contains(where: isControl) else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.filter { !isControl($0) }))
    }

    /// Unicode's category Cc, which is stable.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// Writes `https[:]//evil[.]example`, as security reports do: people can read it, and programs make no link of it.
    private static func defused(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: isJoint) else { return line }
        return line.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { part in
            let word = Substring(part)
            guard word.unicodeScalars.contains(where: isJoint), !isFigure(part), isAddress(word) else {
                return String(word)
            }
            return String(word.unicodeScalars.flatMap(apart).map(Character.init))
        }
        .joined(separator: " ")
    }

    private static func apart(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        isJoint(scalar) ? ["[", scalar, "]"] : [scalar]
    }

    /// Whether the character joins the parts of an address.
    private static func isJoint(_ scalar: Unicode.Scalar) -> Bool { scalar == ":" || isDot(scalar) }

    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        [0x2E, 0x3002, 0xFF0E, 0xFF61].contains(scalar.value)
    }

    /// An amount, a date or a time of day, as most words with a dot are.
    private static func isFigure(_ word: Substring.UTF8View) -> Bool {
        word.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2C, 0x2D, 0x2E, 0x3A, 0x25].contains($0) }
    }

    /// Whether a mail program would make a link of the word.
    ///
    /// That is a scheme, a path after a host, or a host whose last part is not a file extension. A program looks at
    /// each part of a word that could be an address: `a@b,evil.example` has two.
    private static func isAddress(_ word: Substring) -> Bool {
        if word.utf8.hasPair(UInt8(ascii: ":"), UInt8(ascii: "/")) { return true }
        return word.unicodeScalars.split(whereSeparator: { ",;|()<>[]{}\"«»".unicodeScalars.contains($0) })
            .contains { isAddress(part: Substring($0)) }
    }

    private static func isAddress(part word: Substring) -> Bool {
        let plain = word.lowercased().trimming { !$0.isLetter && !$0.isNumber }
        if linkSchemes.contains(where: plain.hasPrefix) || plain.hasPrefix("www.") { return true }
        guard let dot = plain.unicodeScalars.firstIndex(where: isDot) else { return false }
        if plain[dot...].contains(where: { "/?#".contains($0) }) { return true }
        guard !plain.contains("@"),
            let end = plain.unicodeScalars.lastIndex(where: isDot).map({
                plain[plain.unicodeScalars.index(after: $0)...]
            })
        else { return false }
        // A port may follow.
        let last = end.utf8.prefix { $0 != UInt8(ascii: ":") }
        let isName = last.count >= 2 && last.allSatisfy { (97...122).contains($0) }
        let ending = String(Substring(last))
        return (isName || end.hasPrefix("xn--") || endings.contains(ending)) && !kindsOfFiles.contains(ending)
            && !titles.contains(plain)
    }

    /// Top-level domains in other scripts (IANA's list); any other word after a dot in such a script belongs to the
    /// text.
    private static let endings: Set<String> = [
        "شبكة", "موقع", "كوم", "بازار", "عرب", "عراق", "السعودية", "امارات", "مصر", "قطر", "الاردن", "سورية",
        "فلسطين", "المغرب", "الجزائر", "تونس", "عمان", "بيتك", "اتصالات", "ابوظبي", "ایران", "پاکستان", "भारत",
        "рф", "рус", "ком", "орг", "сайт", "онлайн", "москва", "дети", "укр", "бел", "бг", "срб", "мкд", "ею",
        "ελ", "ευ", "հայ", "გე", "קום", "ישראל", "ไทย", "คอม", "中国", "中國", "公司", "网络", "网址", "网站", "在线",
        "商店", "香港", "台灣", "台湾", "新加坡", "コム", "みんな", "ストア", "한국", "닷컴", "닷넷",
    ]
    private static let linkSchemes = ["http:", "https:", "mailto:", "tel:", "javascript:", "data:", "file:"]
    private static let kindsOfFiles: Set<String> = [
        "pdf", "jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "heic", "doc", "docx", "xls", "xlsx",
        "odt", "ods", "csv", "txt", "xml", "json", "eml", "rtf",
    ]
    /// Italian forms of address with a dot.
    private static let titles: Set<Substring> = [
        "dott.ssa", "dr.ssa", "prof.ssa", "sig.ra", "sig.na", "sig.re", "sigg.ri", "dott.ri", "avv.ti",
        "spett.le",
        "gent.ma", "gent.mo", "gent.le", "preg.mo", "egr.sig",
    ]
}

extension Substring.UTF8View {
    fileprivate func hasPair(_ first: UInt8, _ second: UInt8) -> Bool {
        zip(self, dropFirst()).contains { $0 == first && $1 == second }
    }
}

extension String {
    /// At most `count` Unicode scalars; a shortened text ends with an ellipsis.
    func clipped(to count: Int) -> String {
        guard utf8.count > count, unicodeScalars.count > count else { return self }
        return String(unicodeScalars.prefix(count - 1)) + "…"
    }

    fileprivate func trimming(where isEdge: (Character) -> Bool) -> Substring {
        let rest = drop(while: isEdge)
        return rest.lastIndex { !isEdge($0) }.map { rest[...$0] } ?? ""
    }
}
