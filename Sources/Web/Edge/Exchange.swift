import HTTPTypes
import Kernel
import Logging

/// The state of a request while it is being answered.
struct Exchange: Sendable {
    let head: HTTPRequest
    /// Still percent-encoded, without the query.
    let path: Substring
    let query: Substring
    let now: Instant
    let started: ContinuousClock.Instant
    /// Generated here, unless a trusted proxy sent it.
    let requestID: String
    let trace: TraceContext
    /// The caller's own request id, untrusted; logged in addition to ours.
    let clientRequestID: String?
    let clientTrace: TraceContext?
    let address: String
    let caller: CountedAddress
    /// The caller's country, as a trusted proxy named it.
    let country: String?
    let isSecure: Bool
    let executor: (any TaskExecutor)?
    /// The state of the connection; nil without one.
    let standing: ConnectionStanding?
    /// The path of the server behind a trusted proxy.
    let forwardedPrefix: String
    var languages: [Language] = [.english]
    /// Whether the answer depends on `Accept-Language`.
    var isTranslated = false
    var product: String?
    var route = "none"
    var isPathSecret = false
    /// Whether a browser shows the answer, so that a refusal is a page.
    var wantsPage = false
    var timer: RequestTimer?
    var subject: String?
    /// The limit closest to exhaustion.
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
        let isBelieved = callers.isTrusted(peer.address)
        let givenID = headers[.requestID].flatMap { Self.isSane($0) ? $0 : nil }
        let givenTrace = headers[.traceparent].flatMap(TraceContext.init(traceparent:))
        requestID = (isBelieved ? givenID : nil) ?? made.description
        trace = (isBelieved ? givenTrace : nil) ?? .new(made.raw)
        clientRequestID = isBelieved ? nil : givenID
        clientTrace = isBelieved ? nil : givenTrace
        executor = peer.executor
        standing = peer.standing
        address = callers.address(peer: peer.address, forwarded: headers[.forwardedFor])
        forwardedPrefix = isBelieved ? headers[.forwardedPrefix].flatMap(Self.prefix) ?? "" : ""
        caller = CountedAddress(address)
        country = callers.country(in: headers, isBelieved: isBelieved)
        isSecure =
            peer.isSecure
            || (isBelieved && headers[.forwardedProto]?.before(",").unpadded.isWord("https") == true)
    }

    var method: String { head.method.rawValue }

    /// Whether the answer is for this caller only.
    var isPersonal: Bool {
        subject != nil || head.headerFields.contains(.authorization) || head.headerFields.contains(.cookie)
    }

    mutating func record(_ verdict: RateLimiter.Verdict) {
        if let known = self.verdict, known.remaining < verdict.remaining { return }
        self.verdict = verdict
    }

    /// A path without a slash at its end; nil for invalid input.
    private static func prefix(_ header: String) -> String? {
        var path = header.before(",").unpadded
        while path.ends(with: "/") { path = path.dropLast() }
        guard path.begins(with: "/"), !path.begins(with: "//"), path.utf8.count <= 200,
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\?#".utf8.contains($0) })
        else { return nil }
        return String(path)
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

/// Headers that are missing from the standard ones; the first test would find an invalid literal.
extension HTTPField.Name {
    static let requestID = name("x-request-id")
    static let traceparent = name("traceparent")
    static let forwardedFor = name("x-forwarded-for")
    static let forwardedProto = name("x-forwarded-proto")
    static let forwardedPrefix = name("x-forwarded-prefix")
    static let idempotencyKey = name("idempotency-key")

    private static func name(_ text: String) -> Self {
        Self(text) ?? .via
    }
}
