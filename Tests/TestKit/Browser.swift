import Kernel
import Platform
import Web

extension TestClient {
    /// The headers of a browser.
    package static let browser: Headers = [
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "Sec-Fetch-Site": "same-origin",
    ]

    /// Opens an address as a browser does.
    package func open(_ path: String, in language: String? = nil) async throws -> TestResponse {
        var headers = Self.browser
        if let language { headers["Accept-Language"] = language }
        return try await get(path, headers: headers)
    }

    /// Sends a form as a browser does.
    package func submit(
        _ path: String,
        _ fields: [String: String],
        headers: Headers = [:]
    ) async throws -> TestResponse {
        let body = fields.map { "\(formEncoded($0.key))=\(formEncoded($0.value))" }.joined(separator: "&")
        return try await send(
            "POST",
            path,
            bytes: Array(body.utf8),
            type: "application/x-www-form-urlencoded",
            headers: Self.browser.merging(headers) { _, given in given }
        )
    }
}

extension TestResponse {
    /// The heading of a page.
    package var heading: String? {
        text.firstMatch(of: /<h1>(.*?)<\/h1>/).map { String($0.1).replacing("&#39;", with: "'") }
    }

    /// The names of the fields of the page's forms, in order.
    package var fieldNames: [String] {
        text.matches(of: /<input [^>]*name="([^"]*)"/).map { String($0.1) }
    }

    /// Where the page's forms are sent.
    package var formTargets: [String] {
        text.matches(of: /<form [^>]*action="([^"]*)"/).map { String($0.1) }
    }
}

extension World {
    /// The path and query of the last link that was mailed to an address, after jobs have run.
    package func mailedLink(to email: String) async throws -> String {
        try await runJobs()
        let site = site.dependencies.address + "/"
        let text = mails().last { $0.to.rawValue == email && $0.text.contains(site) }?.text
        guard let start = text?.firstRange(of: site)?.upperBound, let rest = text?[start...] else {
            throw NoMail(to: email)
        }
        return "/" + rest.prefix { !$0.isWhitespace }
    }
}

private func formEncoded(_ text: String) -> String {
    text.utf8.map { byte in
        switch byte {
        case 48...57, 65...90, 97...122: String(UnicodeScalar(byte))
        case 0x20: "+"
        default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }.joined()
}
