import Kernel

/// Names of files that every system can unpack, in the letters of whoever gave them; archives say that they are UTF-8.
enum ArchiveName {
    /// As many bytes as fit beside an identity into the 255 that disks take.
    private static let maximumBytes = 180

    /// Signs that some system does not take become `_`, invisible ones go; the ending stays.
    static func safe(_ name: String) -> String {
        let kept = name.unicodeScalars.filter { !isInvisible($0) }.map {
            isForbidden($0) ? "_" : Character($0)
        }
        var text = String(kept)
        while let last = text.last, last == "." || last == " " { text.removeLast() }
        while text.utf8.count > maximumBytes { text.removeFirst() }
        return text.isEmpty ? "file" : text
    }

    /// Such as turn the direction of writing round; those that join letters belong to Kurdish and Persian words.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format && scalar.value != 0x200C && scalar.value != 0x200D
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: "/\\<>:\"|?*".unicodeScalars.contains(scalar)
        }
    }
}
