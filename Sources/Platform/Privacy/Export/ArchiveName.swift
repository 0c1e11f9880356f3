import Kernel

/// File names that every system can unpack, in their original script; the archive marks them as UTF-8.
enum ArchiveName {
    /// The rest of the 255 bytes of a file name after an identifier.
    private static let maximumBytes = 180

    /// Replaces characters that some system refuses by `_`, and drops invisible ones; the extension stays.
    static func safe(_ name: String) -> String {
        let kept = name.unicodeScalars.filter { !isInvisible($0) }.map {
            isForbidden($0) ? "_" : Character($0)
        }
        var text = String(kept)
        while let last = text.last, last == "." || last == " " { text.removeLast() }
        while text.utf8.count > maximumBytes { text.removeFirst() }
        return text.isEmpty ? "file" : text
    }

    /// Invisible characters, as marks of the direction of writing; joiners belong to Kurdish and Persian
    /// words.
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
