import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NIOHTTP1

extension UpgradableHTTP1Channel {
    func send(_ answer: Answer, to head: RequestHead, keepsAlive: Bool, _ outbound: Outbound) async throws {
        let framed = Framed(answer, to: head, keepsAlive: keepsAlive)
        switch framed.body {
        case .empty:
            try await outbound.write(contentsOf: [.head(framed.head), .end(nil)])
        case .bytes(let bytes):
            let body = IOData.byteBuffer(ByteBuffer(bytes: bytes))
            try await outbound.write(contentsOf: [.head(framed.head), .body(body), .end(nil)])
        case .stream(_, let produce):
            try await outbound.write(.head(framed.head))
            try await produce(ChannelBodyWriter(outbound: outbound))
            try await outbound.write(.end(nil))
        }
    }

    func tunnel(_ answer: Answer, _ reader: ConnectionReader, _ outbound: Outbound) async throws {
        reader.switchProtocol()
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: answer.headers)
        try await outbound.write(.head(head))
        guard case .stream(_, let produce) = answer.body else { return }
        try await produce(ChannelBodyWriter(outbound: outbound, drain: limiter.signal))
    }

    /// The framing of an answer: how its end is found, and whether the connection stays open.
    private struct Framed {
        var head: HTTPResponseHead
        var body: Reply.Body

        init(_ answer: Answer, to request: RequestHead, keepsAlive: Bool) {
            head = HTTPResponseHead(
                version: request.isOldVersion ? .http1_0 : .http1_1,
                status: HTTPResponseStatus(statusCode: answer.status == 101 ? 500 : answer.status),
                headers: answer.headers
            )
            let hasBody = head.status.mayHaveResponseBody && request.request.method != .head
            body = hasBody ? answer.body : .empty
            if head.status.mayHaveResponseBody {
                switch answer.body {
                case .empty: length(0)
                case .bytes(let bytes): length(bytes.count)
                case .stream(let known?, _): length(known)
                case .stream(nil, _) where hasBody && !request.isOldVersion:
                    head.headers.add(name: "Transfer-Encoding", value: "chunked")
                case .stream(nil, _): break
                }
            }
            if !keepsAlive {
                head.headers.add(name: "Connection", value: "close")
            } else if request.isOldVersion {
                head.headers.add(name: "Connection", value: "keep-alive")
            }
        }

        private mutating func length(_ count: Int) {
            if !head.headers.contains(name: "content-length") {
                head.headers.add(name: "Content-Length", value: String(count))
            }
        }
    }
}

extension Reply.Body {
    /// Whether its end is marked only by chunks or the end of the connection.
    var isEndless: Bool {
        if case .stream(nil, _) = self { true } else { false }
    }
}

/// Streams a body to the connection; the connection writes the end.
struct ChannelBodyWriter: ResponseBodyWriter {
    let outbound: Outbound
    /// Signals long-lived connections to close.
    var drain: DrainSignal?

    mutating func write(_ buffer: ByteBuffer) async throws {
        try await outbound.write(.body(.byteBuffer(buffer)))
    }

    consuming func finish(_ trailers: HTTPFields?) async throws {}
}

/// Answers to unreadable requests.
enum Refusals {
    static func parts(
        for error: HTTPParserError,
        _ more: [(String, String)] = []
    ) -> [HTTPServerResponsePart] {
        let problem = Problem(error == .headerOverflow ? .headersTooLarge : .malformed)
        let id = ID<Never>.new(at: WallClock.now()).description
        let document = ProblemRenderer.document(problem, [.english], requestID: id, instance: "/")
        let body = ByteBuffer(bytes: document.bytes)
        var headers: HTTPHeaders = [
            "Content-Type": ProblemRenderer.mediaType, "Content-Length": String(body.readableBytes),
            "Content-Language": "en", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "X-Request-Id": id, "Connection": "close",
        ]
        headers.add(contentsOf: more)
        let status = HTTPResponseStatus(statusCode: problem.code.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        return [.head(head), .body(.byteBuffer(body)), .end(nil)]
    }
}
