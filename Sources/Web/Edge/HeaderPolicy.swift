import HTTPTypes
import Kernel
import NIOHTTP1

/// The headers that the edge adds to every answer: security, caching, limits, origins.
struct HeaderPolicy: Sendable {
    private let origins: Set<String>
    private let date = DateHeader()

    init(_ configuration: ServerConfiguration) {
        origins = Set(configuration.corsOrigins)
    }

    func headers(for reply: Reply, _ exchange: Exchange, varies: Bool) -> HTTPHeaders {
        var headers = Headers(reply.headers)
        headers.add("Date", date.text(at: exchange.now))
        headers.add("X-Request-Id", exchange.requestID)
        if !headers.has("x-content-type-options") { headers.add("X-Content-Type-Options", "nosniff") }
        if !headers.has("referrer-policy") { headers.add("Referrer-Policy", "no-referrer") }
        if !headers.has("content-security-policy") {
            headers.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        }
        if exchange.isSecure {
            headers.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        }
        addCaching(to: &headers, reply, exchange, varies)
        addAllowance(to: &headers, exchange)
        addOrigin(to: &headers, exchange)
        return HTTPHeaders(headers.list)
    }

    private func addCaching(to headers: inout Headers, _ reply: Reply, _ exchange: Exchange, _ varies: Bool) {
        if !headers.has("cache-control"), exchange.isPersonal || reply.status >= 400 {
            headers.add("Cache-Control", "no-store")
        }
        if exchange.isPersonal {
            headers.add("Vary", "Authorization")
        } else if exchange.isTranslated {
            headers.add("Vary", "Accept-Language")
        }
        if varies { headers.add("Vary", "Accept-Encoding") }
        if !exchange.forwardedPrefix.isEmpty { headers.add("Vary", "X-Forwarded-Prefix") }
    }

    private func addAllowance(to headers: inout Headers, _ exchange: Exchange) {
        guard let verdict = exchange.verdict else { return }
        let limit = verdict.limit
        headers.add(
            "RateLimit-Policy",
            "\"\(limit.name)\";q=\(limit.count);w=\(limit.window.components.seconds)"
        )
        headers.add("RateLimit", "\"\(limit.name)\";r=\(verdict.remaining);t=\(verdict.reset)")
    }

    private func addOrigin(to headers: inout Headers, _ exchange: Exchange) {
        guard !origins.isEmpty else { return }
        headers.add("Vary", "Origin")
        guard let origin = allowedOrigin(exchange) else { return }
        headers.add("Access-Control-Allow-Origin", origin)
        if origin != "*" { headers.add("Access-Control-Allow-Credentials", "true") }
        headers.add("Access-Control-Expose-Headers", Self.exposed)
    }

    /// Headers of an answer that scripts of other origins may read, in addition to the standard ones.
    static let exposed = [
        "Accept-Encoding", "Accept-Ranges", "Allow", "Content-Disposition", "Content-Range", "ETag",
        "Idempotent-Replayed",
        "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate",
        "X-Request-Id",
    ].joined(separator: ", ")

    /// The origin of an unreadable request is unknown; its answer contains nothing secret.
    var unreadable: [(String, String)] {
        guard let origin = origins.count == 1 ? origins.first : origins.isEmpty ? nil : "*" else { return [] }
        return [("Access-Control-Allow-Origin", origin), ("Access-Control-Expose-Headers", Self.exposed)]
            + (origin == "*" ? [] : [("Access-Control-Allow-Credentials", "true")])
    }

    func preflight(_ exchange: Exchange, allowed: String) -> Reply {
        var reply = Reply(204, headers: [("Allow", allowed)])
        guard allowedOrigin(exchange) != nil, exchange.head.headerFields.contains(.accessControlRequestMethod)
        else {
            return reply
        }
        let asked = exchange.head.headerFields[.accessControlRequestHeaders]
        reply.headers += [
            ("Access-Control-Allow-Methods", allowed),
            ("Access-Control-Allow-Headers", AllowedHeaders.list(asked)),
            ("Access-Control-Max-Age", "600"), ("Vary", "Access-Control-Request-Headers"),
        ]
        return reply
    }

    private func allowedOrigin(_ exchange: Exchange) -> String? {
        guard let origin = exchange.head.headerFields[.origin] else { return nil }
        if origins.contains(origin) { return origin }
        return origins.contains("*") ? "*" : nil
    }

    static func isCompressible(_ reply: Reply) -> Bool {
        var type = ""
        for (name, value) in reply.headers {
            if name.isWord("content-encoding") { return false }
            if name.isWord("content-type") { type = mediaTypeEssence(value) }
        }
        return type.ends(with: "json") || type.begins(with: "text/") || type.ends(with: "xml")
            || type.ends(with: "javascript")
    }

    /// The tag names the uncompressed representation; with another coding it becomes weak (RFC 9110, 8.8.3).
    static func weakenTag(_ reply: inout Reply) {
        for index in reply.headers.indices where reply.headers[index].name.isWord("etag") {
            let tag = reply.headers[index].value
            if !tag.begins(with: "W/") { reply.headers[index].value = "W/" + tag }
        }
    }

    static func acceptsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        let accepted = AcceptedValue.list(header)
        if let named = accepted.first(where: { $0.name == "gzip" || $0.name == "x-gzip" }) {
            return named.quality > 0
        }
        return accepted.contains { $0.name == "*" && $0.quality > 0 }
    }
}

/// Collects headers; a value that would break out of its line is left out.
private struct Headers {
    private(set) var list: [(String, String)] = []

    init(_ headers: [(name: String, value: String)]) {
        list.reserveCapacity(headers.count + 12)
        for (name, value) in headers where HTTPField.Name(name) != nil { add(name, value) }
    }

    mutating func add(_ name: String, _ value: String) {
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return }
        list.append((name, value))
    }

    func has(_ name: String) -> Bool {
        list.contains { $0.0.isWord(name) }
    }
}
