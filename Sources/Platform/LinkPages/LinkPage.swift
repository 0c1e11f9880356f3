import Kernel
import Web

/// A page with a heading and its content, as HTML without external resources.
struct LinkPage: RouteOutput {
    let status: Int
    let language: Language
    private let html: String

    /// Makes a page; `token` is kept in the links to the page's other languages.
    ///
    /// Without `isTranslated` there are no such links.
    init(
        _ title: LocalizedText,
        at product: ProductDefinition,
        in language: Language,
        token: String? = nil,
        status: Int = 200,
        isTranslated: Bool = true,
        _ parts: [String]
    ) {
        self.status = status
        self.language = language
        html = PageHTML.document(
            title: title.text(in: language),
            site: product.title,
            language: language,
            tongues: isTranslated ? PageHTML.tongues(of: product, token: token, but: language) : "",
            parts
        )
    }

    static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(
            status: 200,
            description: "The page as HTML",
            mediaType: "text/html; charset=utf-8",
            schema: .anything
        )
    }

    func reply(to incoming: Incoming) -> Reply { reply }

    var reply: Reply {
        let headers = [
            (name: "content-type", value: "text/html; charset=utf-8"),
            (name: "content-language", value: language.tag),
            (name: "content-security-policy", value: PageStyle.policy),
            (name: "referrer-policy", value: "no-referrer"),
            (name: "cache-control", value: "no-store"),
            (name: "x-robots-tag", value: "noindex"),
        ]
        return Reply(status, headers: headers, body: .bytes(Array(html.utf8)))
    }
}

/// The HTML of the pages, in which every text is escaped.
enum PageHTML {
    static func document(
        title: String,
        site: String,
        language: Language,
        tongues: String,
        _ parts: [String]
    ) -> String {
        """
        <!doctype html>
        <html lang="\(language.tag)" dir="\(language.direction)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title)) · \(escaped(site))</title>
        <link rel="icon" href="data:,">
        <style>\(PageStyle.text)</style>
        </head>
        <body>
        <header><span class="site">\(escaped(site))</span>\(tongues)</header>
        <main>
        <h1>\(escaped(title))</h1>
        \(parts.joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    /// Links to the same page in the product's other languages.
    static func tongues(of product: ProductDefinition, token: String?, but shown: Language) -> String {
        guard product.languages.count > 1 else { return "" }
        let links = product.languages.filter { $0 != shown }.map { language in
            let query = "?lang=\(language.tag)" + (token.map { "&token=\(queryEscaped($0))" } ?? "")
            return """
                <a href="\(escaped(query))" lang="\(language.tag)" dir="\(language.direction)" hreflang="\(language.tag)">\
                \(escaped(language.ownName))</a>
                """
        }
        return "<nav>\(links.joined(separator: " "))</nav>"
    }

    static func paragraph(_ text: String) -> String { "<p>\(escaped(text))</p>" }

    /// A notice of a result or of the next step.
    static func news(_ text: String) -> String { "<p class=\"news\" role=\"status\">\(escaped(text))</p>" }

    static func link(_ text: String, to address: String) -> String {
        "<p><a class=\"button\" href=\"\(escaped(address))\">\(escaped(text))</a></p>"
    }

    static func escaped(_ text: some StringProtocol) -> String { MailHTML.escaped(text) }

    /// Encodes a text for a query.
    private static func queryEscaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
