import HTTPTypes
import Kernel
import NIOHTTP1

/// The headers that the edge puts on every answer: safety, caching, allowances, origins.
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
        headers.add(
            "Access-Control-Expose-Headers",
            "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
        )
    }

    func preflight(_ exchange: Exchange, allowed: String) -> Reply {
        var reply = Reply(204, headers: [("Allow", allowed)])
        guard allowedOrigin(exchange) != nil, exchange.head.headerFields.contains(.accessControlRequestMethod)
        else {
            return reply
        }
        reply.headers += [
            ("Access-Control-Allow-Methods", allowed),
            (
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent"
            ),
            ("Access-Control-Max-Age", "600"),
        ]
        return reply
    }

    private func allowedOrigin(_ exchange: Exchange) -> String? {
        guard let origin = exchange.head.headerFields[.origin] else { return nil }
        if origins.contains(origin) { return origin }
        return origins.contains("*") ? "*" : nil
    }

    /// An answer with a strong `ETag` stays as it is: the tag is of these bytes, and clients send it back in `If-Match`.
    static func isCompressible(_ reply: Reply) -> Bool {
        var type = ""
        for (name, value) in reply.headers {
            switch name.lowercased() {
            case "etag" where !value.hasPrefix("W/"): return false
            case "content-encoding": return false
            case "content-type": type = value.prefix { $0 != ";" }.lowercased()
            default: continue
            }
        }
        return type.hasSuffix("json") || type.hasPrefix("text/") || type.hasSuffix("xml")
            || type.hasSuffix("javascript")
    }

    static func acceptsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";")
            let coding = pieces.first?.filter { $0 != " " }.lowercased()
            return (coding == "gzip" || coding == "*") && Languages.quality(pieces.dropFirst()) > 0
        }
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
        list.contains { $0.0.utf8.count == name.utf8.count && $0.0.lowercased() == name }
    }
}
