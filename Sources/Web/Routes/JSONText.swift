import Kernel

/// The bytes of a JSON document; other encodings than UTF-8 are refused by name.
enum JSONText {
    static func bytes(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
        guard let first = bytes.first, first >= 0xFE || first == 0 || bytes.dropFirst().first == 0
        else { return bytes }
        throw Problem(
            .malformed,
            [
                "en": "The body appears to be UTF-16 or UTF-32; send JSON in UTF-8.",
                "it": "Il corpo sembra codificato in UTF-16 o UTF-32; inviare il JSON in UTF-8.",
                "ar": "يبدو أن المحتوى بترميز UTF-16 أو UTF-32؛ أرسل JSON بترميز UTF-8.",
                "ku": "پێدەچێت ناوەڕۆکەکە بە UTF-16 یان UTF-32 بێت؛ JSON بە UTF-8 بنێرە.",
            ]
        )
    }
}
