/// The request headers that scripts of an allowed origin may send.
///
/// All requested headers are allowed: tracers, caches and frameworks add headers of their own, and unknown
/// headers have no effect here. Only headers that identify the caller to a proxy or to this server are
/// reserved for proxies.
enum AllowedHeaders {
    private static let known = [
        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id",
        "traceparent", "tracestate",
        "baggage", "sentry-trace", "X-Requested-With", "Cache-Control", "Pragma", "Range", "If-Range",
        "If-Unmodified-Since",
        "If-Modified-Since", "Accept-Language", "Last-Event-ID",
    ]
    private static let knownWords = Set(known.map(\.inSmallLetters))
    private static let knownList = known.joined(separator: ", ")
    private static let steering = [
        "forwarded", "x-forwarded", "x-real-ip", "x-original", "x-rewrite", "x-http-method", "proxy-", "sec-",
    ]
    private static let maximumAsked = 64

    /// The headers that are always allowed, and the requested ones.
    static func list(_ asked: String?) -> String {
        guard let asked else { return knownList }
        let more = asked.pieces(at: ",").prefix(maximumAsked).map(\.unpadded).filter(isFree)
        return ([knownList] + more.map(String.init)).joined(separator: ", ")
    }

    private static func isFree(_ name: Substring) -> Bool {
        let word = name.inSmallLetters
        return (1...64).contains(word.utf8.count) && word.utf8.allSatisfy(isTokenByte)
            && !knownWords.contains(word) && !steering.contains { word.begins(with: $0) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
