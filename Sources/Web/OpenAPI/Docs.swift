import Kernel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The page of the API document: Swagger UI from local files or, without them, a plain list of the
/// operations.
public enum Docs {
    /// Served at `<prefix>/docs`; `assets` is the directory of the unpacked Swagger UI.
    public static func page<Call: CallContext>(for mount: Mount<Call>, assets: String?) -> Reply {
        let body = hasAssets(assets) ? interactiveBody(mount.prefix) : OperationList.html(of: mount)
        return Reply(200, headers: pageHeaders, body: .bytes(Array(html(title: mount.title, body).utf8)))
    }

    /// Served at `<prefix>/docs/assets/{file}`; nil for names that the page does not use.
    public static func asset(_ name: String, in directory: String?) -> Reply? {
        if let own = ownAssets[name] { return assetReply(own.type, Array(own.text.utf8)) }
        guard let type = unpackedAssets[name], let directory,
            let data = FileManager.default.contents(atPath: "\(directory)/\(name)")
        else { return nil }
        return assetReply(type, Array(data))
    }

    // swift-format-ignore
    private static let unpackedAssets = [
        "swagger-ui.css":                  "text/css; charset=utf-8",
        "swagger-ui-bundle.js":            "text/javascript; charset=utf-8",
    ]

    /// Separate from the page, because its policy allows no inline script.
    private static let ownAssets: [String: (type: String, text: String)] = [
        "docs.js": (
            "text/javascript; charset=utf-8",
            """
            const target = document.getElementById("swagger-ui");
            window.ui = SwaggerUIBundle({
              url: target.dataset.document, domNode: target, deepLinking: true, validatorUrl: null, displayRequestDuration: true
            });

            """
        ),
        "docs.css": (
            "text/css; charset=utf-8",
            """
            body { margin: 0; font-family: system-ui, sans-serif; }
            main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
            table { border-collapse: collapse; width: 100%; }
            td { border-top: 1px solid #ccc; padding: .3rem .6rem; vertical-align: top; }

            """
        ),
    ]

    private static func hasAssets(_ directory: String?) -> Bool {
        guard let directory else { return false }
        return unpackedAssets.keys.allSatisfy { FileManager.default.fileExists(atPath: "\(directory)/\($0)") }
    }

    private static func interactiveBody(_ prefix: String) -> String {
        let path = htmlEscaped(prefix)
        return """
            <link rel="stylesheet" href="\(path)/docs/assets/swagger-ui.css">
            <div id="swagger-ui" data-document="\(path)/openapi.json"></div>
            <script src="\(path)/docs/assets/swagger-ui-bundle.js"></script>
            <script src="\(path)/docs/assets/docs.js"></script>
            """
    }

    private static func html(title: String, _ body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(htmlEscaped(title))</title>
        <link rel="icon" href="data:,">
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// Swagger UI sets style attributes and loads its icons from data URLs; everything else must come from
    /// this server.
    private static let pageHeaders: [(name: String, value: String)] = [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-cache"),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"),
    ]

    private static func assetReply(_ type: String, _ bytes: [UInt8]) -> Reply {
        Reply(
            200,
            headers: [
                ("content-type", type), ("cache-control", "public, max-age=86400"),
                ("x-content-type-options", "nosniff"),
                ("content-security-policy", "default-src 'none'"),
            ],
            body: .bytes(bytes)
        )
    }
}

/// The operations of a mount as plain HTML.
private enum OperationList {
    static func html<Call: CallContext>(of mount: Mount<Call>) -> String {
        let prefix = htmlEscaped(mount.prefix)
        let groups = Dictionary(grouping: mount.documentedRoutes, by: \.tag).sorted { $0.key < $1.key }
        return """
            <link rel="stylesheet" href="\(prefix)/docs/assets/docs.css">
            <main>
            <h1>\(htmlEscaped(mount.title))</h1>
            <p>\(htmlEscaped(mount.description))</p>
            <p><a href="\(prefix)/openapi.json">OpenAPI document</a></p>
            \(groups.map { section($0.key, $0.value, prefix) }.joined(separator: "\n"))
            </main>
            """
    }

    private static func section<Call>(_ tag: String, _ routes: [Route<Call>], _ prefix: String) -> String {
        let rows = routes.sorted { ($0.path, $0.method) < ($1.path, $1.method) }.map { route in
            """
            <tr><td>\(route.method)</td><td><code>\(prefix)\(htmlEscaped(route.path))</code></td>\
            <td>\(htmlEscaped(route.summary))</td><td><code>\(htmlEscaped(route.permission.name))</code></td></tr>
            """
        }
        let heading = tag.isEmpty ? "" : "<h2>\(htmlEscaped(tag))</h2>\n"
        return "\(heading)<table>\n\(rows.joined(separator: "\n"))\n</table>"
    }
}

private func htmlEscaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        default: escaped.append(character)
        }
    }
}
