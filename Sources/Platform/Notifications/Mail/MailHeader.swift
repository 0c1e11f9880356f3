import Kernel

/// Header fields (RFC 5322): text other than ASCII is encoded (RFC 2047), and no value can begin a new line.
enum MailHeader {
    /// Lines should have at most 78 characters, and must have at most 998.
    static let lineLimit = 76

    /// A field `Name: text`, folded.
    static func unstructured(_ name: String, _ text: String) -> String {
        let text = oneLine(text)
        guard !isPlain(text) || text.utf8.count + name.utf8.count + 2 > lineLimit else {
            return "\(name): \(text)"
        }
        let words = encodedWords(text, firstLine: name.utf8.count + 2)
        return "\(name): " + words.joined(separator: "\r\n ")
    }

    /// A field with `Display Name <address>`; the address has been checked.
    static func mailbox(_ header: String, _ sender: Mail.Sender) -> String {
        let name = oneLine(sender.name)
        guard !name.isEmpty else { return "\(header): <\(sender.address.rawValue)>" }
        let display =
            isPlain(name) && name.utf8.count < 60
            ? quoted(name) : encodedWords(name, firstLine: header.utf8.count + 2).joined(separator: "\r\n ")
        return "\(header): \(display)\r\n <\(sender.address.rawValue)>"
    }

    /// Replaces line breaks and other controls by spaces.
    static func oneLine(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || "\u{2028}\u{2029}".unicodeScalars.contains(scalar)
            result.unicodeScalars.append(isControl ? " " : scalar)
        }
        return result
    }

    /// Whether the text is printable ASCII that does not look like an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Encoded words `=?UTF-8?B?…?=` of at most 75 characters, each of whole characters.
    private static func encodedWords(_ text: String, firstLine offset: Int) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        for character in text {
            // 12 characters of frame, 4 for every 3 bytes; the first line also has the field's name.
            let room = ((words.isEmpty ? 75 - offset : 75) - 12) / 4 * 3
            if !chunk.isEmpty, chunk.count + character.utf8.count > max(room, 12) {
                words.append(word(chunk))
                chunk = []
            }
            for scalar in character.unicodeScalars {
                let bytes = Array(String(scalar).utf8)
                // One character may be longer than a word, as an emoji of a family is.
                if chunk.count + bytes.count > 45 {
                    words.append(word(chunk))
                    chunk = []
                }
                chunk += bytes
            }
        }
        return words + (chunk.isEmpty && !words.isEmpty ? [] : [word(chunk)])
    }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?\(MailEncoding.base64(bytes))?="
    }
}
