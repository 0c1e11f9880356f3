/// Parsing of protocol text by its bytes.
///
/// A `Character` of Swift is a visible character: a comma with a combining mark is not a comma, and the
/// Kelvin sign equals `k`. Protocols know neither; their separators and names are bytes below 128, which are
/// unambiguous in UTF-8.
extension StringProtocol where SubSequence == Substring {
    /// The parts between the separators.
    public func pieces(
        at separator: Unicode.Scalar,
        atMost count: Int = .max,
        keepingEmpty: Bool = false
    )
        -> [Substring]
    {
        self[...].utf8.split(
            separator: UInt8(ascii: separator),
            maxSplits: count == .max ? .max : count - 1,
            omittingEmptySubsequences: !keepingEmpty
        ).map(Substring.init)
    }

    /// The part before the first separator; everything without one.
    public func before(_ separator: Unicode.Scalar) -> Substring {
        Substring(self[...].utf8.prefix { $0 != UInt8(ascii: separator) })
    }

    /// The part after the first separator; nil without one.
    public func after(_ separator: Unicode.Scalar) -> Substring? {
        let bytes = self[...].utf8
        return bytes.firstIndex(of: UInt8(ascii: separator)).map {
            Substring(bytes[bytes.index(after: $0)...])
        }
    }

    public func has(_ sign: Unicode.Scalar) -> Bool {
        utf8.contains(UInt8(ascii: sign))
    }

    public func holds(_ text: String) -> Bool {
        self[...].utf8.firstRange(of: text.utf8) != nil
    }

    public func begins(with text: String) -> Bool {
        utf8.starts(with: text.utf8)
    }

    public func ends(with text: String) -> Bool {
        let bytes = self[...].utf8
        return bytes.count >= text.utf8.count && bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    /// Without blanks and tabs at the ends.
    public var unpadded: Substring {
        let bytes = self[...].utf8.drop(while: \.isPadding)
        guard let last = bytes.lastIndex(where: { !$0.isPadding }) else { return "" }
        return Substring(bytes[...last])
    }

    /// With ASCII capitals in lower case, and everything else unchanged.
    public var inSmallLetters: String {
        guard utf8.contains(where: { (65...90).contains($0) }) else { return String(self) }
        return String(decoding: utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Whether it equals the word, which is in lower case, ignoring ASCII case.
    public func isWord(_ word: String) -> Bool {
        utf8.count == word.utf8.count
            && zip(utf8, word.utf8).allSatisfy { ((65...90).contains($0) ? $0 | 0x20 : $0) == $1 }
    }
}

extension UInt8 {
    public var isPadding: Bool { self == 0x20 || self == 0x09 }
}
