import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// The input of a connection: a head, its body, and the end.
enum RequestPart: Sendable {
    case head(RequestHead)
    case body(ByteBuffer)
    case end
}

/// The head of a request, with the facts that the connection needs.
struct RequestHead: Sendable {
    let request: HTTPRequest
    let body: Body
    let isOldVersion: Bool
    let keepsAlive: Bool
    /// Whether the caller waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// Whether 101 may be answered; the parser stops after such a request, so no other can follow.
    let mayProceedOtherwise: Bool

    enum Body: Sendable, Equatable {
        case none
        case length(Int)
        case chunked
    }

    /// Throws when the head is not a valid request.
    init(_ head: HTTPRequestHead, isSecure: Bool) throws {
        let headers = head.headers
        guard head.version.major == 1, head.version.minor == 0 || headers[canonicalForm: "host"].count == 1
        else {
            throw HTTPParserError.invalidHeaderToken
        }
        request = try HTTPRequest(head, secure: isSecure, splitCookie: false)
        if let coding = headers.first(name: "transfer-encoding") {
            // With `gzip, chunked`, compressed bytes would be passed on as the body.
            guard coding.isWord("chunked") else { throw HTTPParserError.invalidHeaderToken }
            body = .chunked
        } else if let text = headers.first(name: "content-length") {
            guard let length = Int(text) else { throw HTTPParserError.invalidContentLength }
            body = length == 0 ? .none : .length(length)
        } else {
            body = .none
        }
        let wantsOther =
            headers.contains(name: "upgrade")
            && headers[canonicalForm: "connection"].contains {
                $0.isWord("upgrade")
            }
        isOldVersion = head.version.minor == 0
        mayProceedOtherwise = wantsOther && body == .none
        keepsAlive = head.isKeepAlive && !wantsOther
        expectsContinue = !isOldVersion && headers.first(name: "expect")?.isWord("100-continue") == true
    }
}

/// The body arrived too slowly.
struct BodyTooSlow: Error {}
