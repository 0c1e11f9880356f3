import Crypto
import HTTPTypes
import Kernel

/// A mount's API document and its page, each made at its first reading: the document also compressed.
struct DocsPages: Sendable {
    private let document: Lazy<Result<FixedPage, SchemaError>>
    private let page: Lazy<Reply>
    private let assets: String?
    private let prefix: String
    private let timers: [String: RequestTimer]

    init<Call: CallContext>(_ mount: Mount<Call>, assets: String?, _ metrics: Metrics) {
        prefix = mount.prefix
        document = Lazy {
            Result { () throws(SchemaError) in
                FixedPage(try OpenAPI.bytes(for: mount), type: "application/json")
            }
        }
        page = Lazy { Docs.page(for: mount, assets: assets) }
        self.assets = assets
        let paths = ["/openapi.json", "/docs", "/docs/assets/*"].map { mount.prefix + $0 }
        timers = Dictionary(
            uniqueKeysWithValues: paths.map { ($0, RequestTimer(metrics, method: "GET", route: $0)) }
        )
    }

    func reply(to exchange: inout Exchange, _ path: Substring) throws(SchemaError) -> Reply? {
        guard exchange.method == "GET" || exchange.method == "HEAD" else { return nil }
        switch path {
        case "/openapi.json":
            label("/openapi.json", &exchange)
            return try document.value.get().reply(to: exchange)
        case "/docs", "/docs/":
            label("/docs", &exchange)
            return page.value
        default:
            guard path.begins(with: "/docs/assets/"),
                let reply = Docs.asset(String(path.dropFirst("/docs/assets/".count)), in: assets)
            else { return nil }
            label("/docs/assets/*", &exchange)
            return reply
        }
    }

    private func label(_ route: String, _ exchange: inout Exchange) {
        exchange.route = prefix + route
        exchange.timer = timers[exchange.route]
    }
}

/// Bytes that stay the same for the life of the process, plain and compressed.
struct FixedPage: Sendable {
    private let plain: [UInt8]
    private let compressed: [UInt8]?
    private let type: String
    private let tag: String

    init(_ bytes: [UInt8], type: String) {
        plain = bytes
        compressed = Gzip().compressed(bytes)
        self.type = type
        tag = SHA256.hash(data: bytes).prefix(8).map { String($0, radix: 16) }.joined()
    }

    func reply(to exchange: Exchange) -> Reply {
        let fields = exchange.head.headerFields
        let isCompressed = compressed != nil && HeaderPolicy.acceptsGzip(fields[.acceptEncoding])
        let tag = "\"\(tag)\(isCompressed ? "-gzip" : "")\""
        var headers: [(name: String, value: String)] = [
            ("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding"),
        ]
        if let tags = fields[.ifNoneMatch].flatMap(EntityTags.init),
            tags.isAny || tags.tags.contains(where: { $0.text == self.tag })
        {
            return Reply(304, headers: headers)
        }
        headers.append(("Content-Type", type))
        if isCompressed { headers.append(("Content-Encoding", "gzip")) }
        return Reply(200, headers: headers, body: .bytes(isCompressed ? compressed ?? plain : plain))
    }
}
