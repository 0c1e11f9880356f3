import HTTPTypes
import Kernel
import Logging

/// What the edge knows of a request while it is being answered.
struct Exchange: Sendable {
    let head: HTTPRequest
    /// Still percent-encoded, without the query.
    let path: Substring
    let query: Substring
    let now: Instant
    let started: ContinuousClock.Instant
    let requestID: String
    let trace: TraceContext
    let address: String
    let isSecure: Bool
    let executor: (any TaskExecutor)?
    var languages: [Language] = [.english]
    /// Whether another `Accept-Language` might have been answered in another language.
    var isTranslated = false
    var product: String?
    var route = "none"
    var isPathSecret = false
    var timer: RequestTimer?
    var subject: String?
    /// The allowance that is nearest its end.
    var verdict: RateLimiter.Verdict?

    init(_ head: HTTPRequest, _ peer: Peer, _ callers: CallerAddress, at now: Instant) {
        self.head = head
        self.now = now
        started = .now
        let target = head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        path = target[..<(mark ?? target.endIndex)]
        query = mark.map { target[target.utf8.index(after: $0)...] } ?? ""
        let made = ID<Self>.new(at: now)
        let headers = head.headerFields
        requestID = headers[.requestID].flatMap { Self.isSane($0) ? $0 : nil } ?? made.description
        trace = headers[.traceparent].flatMap(TraceContext.init(traceparent:)) ?? .new(made.raw)
        executor = peer.executor
        address = callers.address(peer: peer.address, forwarded: headers[.forwardedFor])
        isSecure =
            peer.isSecure || (headers[.forwardedProto] == "https" && callers.isTrusted(peer.address))
    }

    var method: String { head.method.rawValue }

    /// Whether the answer belongs to one caller only.
    var isPersonal: Bool {
        subject != nil || head.headerFields.contains(.authorization) || head.headerFields.contains(.cookie)
    }

    mutating func note(_ verdict: RateLimiter.Verdict) {
        if let known = self.verdict, known.remaining < verdict.remaining { return }
        self.verdict = verdict
    }

    private static func isSane(_ id: String) -> Bool {
        (8...128).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}

/// Names that are not among the standard ones; a literal that is no token would be found by the first test.
extension HTTPField.Name {
    static let requestID = name("x-request-id")
    static let traceparent = name("traceparent")
    static let forwardedFor = name("x-forwarded-for")
    static let forwardedProto = name("x-forwarded-proto")
    static let idempotencyKey = name("idempotency-key")

    private static func name(_ text: String) -> Self {
        Self(text) ?? .via
    }
}

/// Picks from `Accept-Language` what a product speaks.
enum Languages {
    static func accepted(_ header: String?, of spoken: [Language]) -> [Language] {
        let fallback = spoken.first ?? .english
        guard let header, spoken.count > 1 else { return [fallback] }
        var wanted: [(language: Language, quality: Double)] = []
        for part in header.split(separator: ",").prefix(16) {
            let pieces = part.split(separator: ";")
            let tag = pieces.first?.filter { $0 != " " }.lowercased() ?? ""
            let base = macrolanguages[tag.prefix { $0 != "-" }] ?? tag.prefix { $0 != "-" }
            guard
                let language = spoken.first(where: {
                    $0.tag.lowercased() == tag || $0.tag.lowercased() == base
                })
            else { continue }
            wanted.append((language, Self.quality(pieces.dropFirst())))
        }
        var accepted: [Language] = []
        for (language, quality) in wanted.sorted(by: { $0.quality > $1.quality }) where quality > 0 {
            if !accepted.contains(language) { accepted.append(language) }
        }
        return accepted.isEmpty ? [fallback] : accepted
    }

    /// What telephones say, and what products call it: Sorani is the Kurdish of Iraq.
    private static let macrolanguages: [Substring: Substring] = ["ckb": "ku", "arb": "ar"]

    static func quality(_ parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters {
            let text = parameter.filter { $0 != " " }
            if text.hasPrefix("q=") { return Double(text.dropFirst(2)) ?? 0 }
        }
        return 1
    }
}
