import Crypto
import HTTPTypes
import Kernel

/// The request to become a WebSocket (RFC 6455 §4.2), for routes made with ``GetSocket(_:_:_:_:)``.
///
/// Anything else is refused with `426 Upgrade Required`, as an ordinary problem.
public struct WebSocketHandshake: RouteInput {
    public let incoming: Incoming
    let accept: String
    /// The header with the token, from any of the allowed places.
    public var authorization: String? { incoming.authorization }

    public static func describe(_ operation: inout Operation) {
        operation.parameters.append(
            .init(
                .query,
                "token",
                .text(TextRule(length: 1...4_096)),
                isRequired: false,
                meaning: .words(
                    "The access token, for clients that cannot set headers. The subprotocol `bearer.<token>` is preferable."
                )
            )
        )
        operation.problems.append(.upgradeRequired)
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        try Self(reader.incoming)
    }

    init(_ incoming: Incoming) throws(Problem) {
        guard incoming.head.method == .get, incoming.names("upgrade", "websocket"),
            incoming.names("connection", "upgrade"), incoming.header("sec-websocket-version") == "13",
            let key = incoming.header("sec-websocket-key"), Base64.standard.decode(key)?.count == 16
        else { throw Problem(.upgradeRequired) }
        self.incoming = incoming
        accept = Base64.standard.encode(Array(Insecure.SHA1.hash(data: Array((key + Self.magic).utf8))))
    }

    private static let magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// The client's subprotocols, other than its token.
    var protocols: [String] {
        SocketToken.protocols(incoming.header("sec-websocket-protocol"))
            .filter { !$0.begins(with: SocketToken.prefix) }
    }
}

extension Incoming {
    /// Whether a header lists a word.
    fileprivate func names(_ name: String, _ word: String) -> Bool {
        header(name)?.pieces(at: ",").contains { $0.unpadded.isWord(word) } == true
    }
}

/// The access token of a client that cannot set headers, such as a browser's WebSocket.
enum SocketToken {
    static let prefix = "bearer."

    /// The head with an `Authorization`, if the token was elsewhere.
    ///
    /// Only the path of a request is logged, so the token in the query is not.
    static func found(in head: HTTPRequest, _ query: [(name: String, value: String)]) -> HTTPRequest {
        guard !head.headerFields.contains(.authorization) else { return head }
        let offered = HTTPField.Name("sec-websocket-protocol").flatMap { head.headerFields[$0] }
        let token =
            protocols(offered).first { $0.begins(with: prefix) }.map { String($0.dropFirst(prefix.count)) }
            ?? query.first { $0.name == "token" }?.value
        guard let token, !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return head
        }
        var head = head
        head.headerFields[.authorization] = "Bearer \(token)"
        return head
    }

    static func protocols(_ header: String?) -> [String] {
        header?.pieces(at: ",").map { String($0.unpadded) } ?? []
    }
}
