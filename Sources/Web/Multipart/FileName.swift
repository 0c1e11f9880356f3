import Kernel

/// Cleans file names from callers.
public enum FileName {
    private static let maximumBytes = 255

    static func clean(_ disposition: HeaderValue) -> String? {
        let extended = disposition.bytes(of: "filename*").flatMap(FileNameEncoding.extended)
        let whole = extended ?? FileNameEncoding.continued(disposition, "filename")
        return (whole ?? disposition.bytes(of: "filename").map(FileNameEncoding.plain)).flatMap(clean)
    }

    /// The last path component, without hidden, control or direction characters.
    ///
    /// In the composed form of Unicode (NFC), as typed in searches; nil when nothing is left.
    public static func clean(_ name: String) -> String? {
        let name = name.inComposedForm
        let base = name.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last
        var clean = String.UnicodeScalarView()
        var count = 0
        for scalar in base.map({ Substring($0).unicodeScalars }) ?? Substring().unicodeScalars
        where !isHarmful(scalar) {
            guard count + UTF8.width(scalar) <= maximumBytes else { break }
            count += UTF8.width(scalar)
            clean.append(scalar)
        }
        let kept = clean.drop(while: isEdge)
        guard let last = kept.lastIndex(where: { !isEdge($0) }) else { return nil }
        return String(String.UnicodeScalarView(kept[...last]))
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "." }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            true
        default: false
        }
    }
}
