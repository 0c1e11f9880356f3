import Kernel

/// The bytes of a JSON document, which is refused by its name in another encoding than UTF-8.
enum JSONText {
    static func bytes(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
        guard let first = bytes.first, first >= 0xFE || first == 0 || bytes.dropFirst().first == 0
        else { return bytes }
        throw Problem(
            .malformed,
            [
                "en": "The body looks like UTF-16 or UTF-32; JSON is sent in UTF-8.",
                "it": "Il corpo sembra in UTF-16 o UTF-32; il JSON va inviato in UTF-8.",
                "ar": "يبدو أن المحتوى بترميز UTF-16 أو UTF-32؛ تُرسل JSON بترميز UTF-8.",
                "ku": "پێدەچێت ناوەڕۆکەکە بە UTF-16 یان UTF-32 بێت؛ JSON بە UTF-8 دەنێردرێت.",
            ]
        )
    }
}
