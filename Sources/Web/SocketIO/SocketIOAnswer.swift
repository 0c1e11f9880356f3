import Kernel

/// The request itself: the transport keeps its parameters in the query.
struct SocketIORequest: RouteInput {
    let incoming: Incoming

    static func describe(_ operation: inout Operation) {
        operation.acceptsAnyQuery = true
    }

    static func read(from reader: RequestReader) async throws -> Self {
        Self(incoming: reader.incoming)
    }
}

/// The transport's answer: packets, or the switch to a WebSocket.
struct SocketIOAnswer: RouteOutput {
    private let reply: Reply

    init(_ reply: Reply) {
        self.reply = reply
    }

    init(text: String) {
        reply = Reply(
            200,
            headers: [("content-type", "text/plain; charset=UTF-8"), ("cache-control", "no-store")],
            body: .bytes(Array(text.utf8))
        )
    }

    init(_ packets: [EnginePacket]) {
        self.init(text: EnginePacket.payload(packets))
    }

    static func describe(_ operation: inout Operation) {
        operation.success.mediaType = "text/plain"
    }

    func reply(to incoming: Incoming) -> Reply { reply }
}

/// Refusals with the error numbers of Engine.IO.
enum EngineRefusal {
    static let unknownTransport = problem(0, "Transport unknown")
    static let unknownSession = problem(1, "Session ID unknown")
    static let badRequest = problem(3, "Bad request")
    static let unknownVersion = problem(5, "Unsupported protocol version")

    private static func problem(_ number: Int64, _ message: String) -> Problem {
        Problem(
            .malformed,
            LocalizedText(message),
            extras: ["engine_code": .integer(number), "message": .string(message)]
        )
    }
}
