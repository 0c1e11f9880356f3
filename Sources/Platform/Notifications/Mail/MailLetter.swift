import Kernel

/// The texts of a notice's e-mail: plain text, and the same as HTML.
struct MailLetter: Sendable {
    let text: String
    let html: String

    init(_ notice: NoticeText, in language: Language, from sender: String, unsubscribe: String?) {
        let reason = unsubscribe.map { _ in Self.reason(language, sender) }
        text =
            notice.body + "\n\n-- \n"
            + ([sender] + [reason, unsubscribe].compactMap { $0 }).joined(separator: "\n")
        html = MailHTML.page(
            title: notice.subject,
            language: language,
            paragraphs: MailHTML.paragraphs(of: notice.body, links: notice.links),
            footer: Self.footer(sender, reason, unsubscribe)
        )
    }

    private static func footer(_ sender: String, _ reason: String?, _ unsubscribe: String?) -> String {
        guard let reason, let unsubscribe else { return MailHTML.escaped(sender) }
        let link = "<a href=\"\(MailHTML.escaped(unsubscribe))\">\(MailHTML.escaped(reason))</a>"
        return MailHTML.escaped(sender) + " · " + link
    }

    private static func reason(_ language: Language, _ sender: String) -> String {
        let text: LocalizedText = [
            "en": "Unsubscribe from e-mails of this kind", "it": "Non ricevere più e-mail di questo tipo",
            "ar": "إلغاء الاشتراك في هذا النوع من الرسائل", "ku": "وەرنەگرتنی ئەم جۆرە ئیمەیڵانە",
        ]
        return text.text(in: language)
    }
}

/// HTML for mail programs: one column, inline styles, no external resources.
enum MailHTML {
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A paragraph that is one of `links` becomes a button.
    static func paragraphs(of text: String, links: Set<String>) -> [String] {
        text.replacing("\r\n", with: "\n").split(separator: "\n\n").map { paragraph in
            let lines = paragraph.split(separator: "\n")
            if lines.count == 1, let line = lines.first, links.contains(String(line)), isLink(line) {
                return button(to: line)
            }
            return "<p>" + lines.map(escaped).joined(separator: "<br>") + "</p>"
        }
    }

    static func page(title: String, language: Language, paragraphs: [String], footer: String) -> String {
        """
        <!doctype html>
        <html lang="\(language.tag)" dir="\(language.direction)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>\(escaped(title))</title></head>
        <body dir="\(language.direction)" style="margin:0;padding:24px;background:#f4f5f7;font:16px/1.5 sans-serif;color:#1c1e21">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
        <h1 style="font-size:20px;margin:0 0 16px">\(escaped(title))</h1>
        \(paragraphs.joined(separator: "\n"))
        </div>
        <p style="max-width:560px;margin:16px auto;font-size:13px;color:#65676b">\(footer)</p>
        </body></html>
        """
    }

    private static func isLink(_ text: Substring) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(where: \.isWhitespace)
    }

    private static func button(to link: Substring) -> String {
        let style = "display:inline-block;padding:10px 16px;background:#1f5fbf;color:#fff;border-radius:6px"
        return """
            <p><a href="\(escaped(link))" style="\(style)">\(escaped(link))</a></p>
            """
    }
}
