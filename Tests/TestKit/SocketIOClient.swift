import Kernel
import Synchronization

/// A client of Socket.IO 5 over a WebSocket; it shares no code with the server.
package final class SocketIOClient: Sendable {
    package let socket: SocketClient
    private let asked = Mutex(0)

    private init(_ socket: SocketClient) {
        self.socket = socket
    }

    /// Connects with a token, and waits until the server has let it in or refused.
    package static func connect(
        to port: Int,
        token: String,
        path: String = "/socket.io/"
    ) async throws -> SocketIOClient {
        let socket = try await SocketClient.connect(to: port, "\(path)?EIO=4&transport=websocket")
        socket.send(#"40{"token":"\#(token)"}"#)
        try await socket.wait { socket in
            socket.texts.contains { $0.hasPrefix("42[\"ready\"") || $0.hasPrefix("44") }
        }
        return SocketIOClient(socket)
    }

    /// The events so far, without the greeting.
    package var events: [(name: String, data: JSONValue)] {
        socket.texts.compactMap { text -> (String, JSONValue)? in
            guard text.hasPrefix("42["), let parts = Self.values(text.dropFirst(2)),
                let name = parts.first?.stringValue, name != "ready"
            else { return nil }
            return (name, parts.count > 1 ? parts[1] : .null)
        }
    }

    package func events(_ name: String) -> [JSONValue] { events.filter { $0.name == name }.map(\.data) }

    /// Whether the server has sent it out of the namespace.
    package var isSentAway: Bool { socket.texts.contains("41") || socket.isGone }

    package func emit(_ event: String, _ arguments: JSONValue) {
        socket.send("42" + JSONValue.array([.string(event), arguments]).text)
    }

    /// Sends an event, and waits for its acknowledgement.
    package func ask(_ event: String, _ arguments: JSONValue) async throws -> JSONValue {
        let id = asked.withLock { asked in
            asked += 1
            return asked
        }
        socket.send("42\(id)" + JSONValue.array([.string(event), arguments]).text)
        let prefix = "43\(id)["
        try await socket.wait { $0.texts.contains { $0.hasPrefix(prefix) } || $0.isGone }
        let text = socket.texts.first { $0.hasPrefix(prefix) }
        guard let text, let answer = Self.values(text.dropFirst(prefix.count - 1))?.first else {
            throw TestFailure("\(event) was not acknowledged: \(socket.texts.suffix(3))")
        }
        return answer
    }

    /// Until `isEnough`; at most 20 seconds.
    @discardableResult
    package func wait(until isEnough: (SocketIOClient) -> Bool) async throws -> Bool {
        try await socket.wait { _ in isEnough(self) }
    }

    private static func values(_ text: Substring) -> [JSONValue]? {
        (try? JSONValue(parsing: Array(text.utf8)))?.arrayValue
    }
}

extension LiveWorld {
    /// A client of Socket.IO as a person.
    package func socketIO(as person: Person) async throws -> SocketIOClient {
        try await .connect(to: port, token: world.token(of: person))
    }
}
