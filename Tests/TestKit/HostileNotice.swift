import Kernel

@testable import Platform

/// A template filled with a hostile value in every placeholder, as each channel would carry it.
package struct HostileNotice: Sendable {
    /// The flaws found; empty for a harmless value.
    package let flaws: [String]

    // swift-format-ignore
    package static let values: [(name: String, value: String)] = [
        ("paragraphs", "Lilium\n\nhttps://evil.example/confirm\n\nShop"),
        ("windows", "Lilium\r\n\r\nhttps://evil.example/confirm\r\n\r\nShop"),
        ("separators", "a\u{2028}\u{2029}https://evil.example/\u{85}\u{B}\u{C}b"),
        ("header", "x\r\nBcc: eve@evil.example\r\n\r\n<a href=https://evil.example>y</a>"),
        ("html", "<a href=\"https://evil.example/\">x</a><img src=//evil.example/p.png onerror='x'>"),
        ("braces", "{{link}} {{name}} {{"),
        ("bidi", "\u{202E}elpmaxe.live\u{202C}\u{2066}HTTPS://EVIL.EXAMPLE\u{2069}\u{200F}"),
        ("bare", "evil.example www.evil.example/x (evil.example) javascript:alert(1) a@b,evil.example evil.example:8080 evil.example|x evil.شبكة شر.موقع http:\\\\evil.example"),
        ("long", String(repeating: "https://evil.example/ \n\n", count: 420)),
        ("controls", "a\u{0}b\u{7}c\u{1B}[31md\u{9B}"),
    ]

    package init(_ template: NoticeTemplate, _ value: String, in language: Language) throws {
        // Links and secrets are written by the platform, not by strangers.
        let ours = template.secrets.union(template.links)
        let filled = template.preview.mapValues { _ in value }.merging(
            template.preview.filter { ours.contains($0.key) }
        ) { $1 }
        let tame = filled.merging(filled.filter { !ours.contains($0.key) }.mapValues { _ in "x" }) { $1 }
        let plain = try NoticeText(template, in: language, values: tame, secrets: template.preview)
        let text = try NoticeText(template, in: language, values: filled, secrets: template.preview)
        let (letter, calm) = (Self.letter(text, language), Self.letter(plain, language))
        var flaws: [String] = []
        func refuse(_ isWrong: Bool, _ flaw: String) { if isWrong { flaws.append(flaw) } }
        refuse(text.subject.contains(where: \.isNewline), "the subject has several lines")
        refuse(text.subject.unicodeScalars.count > 250, "the subject is long")
        refuse(
            Self.count("\n\n", text.body) > Self.count("\n\n", template.body.text(in: language)),
            "the text has more paragraphs"
        )
        refuse(Self.count("<p", letter.html) > Self.count("<p", calm.html), "the HTML has more paragraphs")
        refuse(
            Self.count("<a ", letter.html) != Self.count("<a ", calm.html),
            "the HTML has another link"
        )
        refuse(letter.html.contains("<img"), "the HTML has an image")
        for part in [text.subject, text.body, letter.text, letter.html] {
            let page = part.replacing("https://desk.example", with: "").replacing(
                "eve@evil.example",
                with: ""
            )
            refuse(page.lowercased().contains("//evil.example"), "an address of the web is left")
            for host in ["evil.example", "evil.شبكة", "شر.موقع"] {
                refuse(page.lowercased().contains(host), "a host is left: \(host)")
            }
            refuse(page.unicodeScalars.contains { Self.turns($0) }, "the direction is turned")
        }
        refuse(text.body.utf8.count > 60_000, "the text is long")
        self.flaws = flaws
    }

    private static func letter(_ text: NoticeText, _ language: Language) -> MailLetter {
        MailLetter(text, in: language, from: "Desk", unsubscribe: "https://desk.example/u")
    }

    private static func count(_ words: String, _ text: String) -> Int {
        text.ranges(of: words).count
    }

    private static func turns(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            || scalar.properties.generalCategory == .control && scalar != "\n"
    }
}

extension ProductDefinition {
    /// The effects of hostile values on this product's texts.
    package func noticeFlaws() throws -> [String] {
        try templates.flatMap { template in
            try languages.flatMap { language in
                try HostileNotice.values.flatMap { hostile in
                    try HostileNotice(template, hostile.value, in: language).flaws.map {
                        "\(template.name) in \(language), \(hostile.name): \($0)"
                    }
                }
            }
        }
    }
}
