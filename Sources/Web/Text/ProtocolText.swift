/// Text of a protocol, taken apart by its bytes.
///
/// A `Character` of Swift is whatever people see as one: a comma with a combining mark behind it is no comma to it, and the Kelvin sign
/// is a `k`. Protocols know neither; separators and names of theirs are bytes below 128, which stand for nothing else in UTF-8.
extension StringProtocol where SubSequence == Substring {
    /// What stands between the separators.
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

    /// What stands before the first of it, which is all where there is none.
    public func before(_ separator: Unicode.Scalar) -> Substring {
        Substring(self[...].utf8.prefix { $0 != UInt8(ascii: separator) })
    }

    /// What stands behind the first of it; nil where there is none.
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

    /// Without blanks and tabs around it.
    public var unpadded: Substring {
        let bytes = self[...].utf8.drop(while: \.isPadding)
        guard let last = bytes.lastIndex(where: { !$0.isPadding }) else { return "" }
        return Substring(bytes[...last])
    }

    /// With small letters for the capital ones of ASCII, and everything else as it is.
    public var inSmallLetters: String {
        guard utf8.contains(where: { (65...90).contains($0) }) else { return String(self) }
        return String(decoding: utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Whether it is the word, which is in small letters, in any letters of ASCII.
    public func isWord(_ word: String) -> Bool {
        utf8.count == word.utf8.count
            && zip(utf8, word.utf8).allSatisfy { ((65...90).contains($0) ? $0 | 0x20 : $0) == $1 }
    }
}

extension UInt8 {
    public var isPadding: Bool { self == 0x20 || self == 0x09 }
}
