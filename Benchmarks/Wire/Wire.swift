import Kernel
import Logging
import Web

/// A server that only says things back, for Autobahn and the stock clients of Socket.IO: `wire PORT`.
///
/// It is no part of the product: nothing here asks who is there.
@main
struct Wire {
    struct Caller: CallContext {
        let subject: String? = nil
    }

    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        var log = Logger(label: "wire")
        log.logLevel = .warning
        var configuration = ServerConfiguration()
        configuration.port = port
        configuration.perAddress = nil
        let mount = Mount<Caller>(
            name: "wire",
            prefix: "",
            title: "Wire",
            version: "bench",
            description: "Says things back.",
            languages: [.english],
            routes: [echo] + socketIO,
            gate: Gate(admit: { _, _ in Caller() }, once: { _, _, _, run in try await run() })
        )
        let edge = Edge(mounts: [mount], configuration: configuration, services: EdgeServices(log: log))
        try await Server(edge: edge, log: log) { print("listening on \($0)") }.run()
    }

    static let socketIO: [Route<Caller>] = SocketIOServer.routes(at: "/socket.io/") { (_: Caller) in talk }

    static let echo: Route<Caller> = GetSocket(
        "/echo",
        { (_: Caller, handshake: WebSocketHandshake) in
            var options = WebSocketOptions()
            options.compresses = true
            options.maxMessage = 32 << 20
            options.maxQueuedBytes = 64 << 20
            return WebSocketReply(handshake, options) { socket in
                while let message = await socket.next() { await socket.send(message) }
            }
        },
        .anyone,
        "Say it back"
    )

    static let talk: SocketIOServer = SocketIOServer(["/": namespace, "/other": namespace])

    static let namespace: SocketIONamespace = SocketIONamespace(
        connect: { socket, auth in
            guard auth["token"] == "good" else { throw SocketIORefusal("not authorized") }
            return { socket.emit("welcome", SocketIOMessage([.string(socket.id)])) }
        },
        events: [
            "echo": { _, message in message },
            "blob": { _, message in message },
            "add": { _, message in
                let (a, b) = (
                    message.arguments.first?["a"]?.integerValue, message.arguments.first?["b"]?.integerValue
                )
                return SocketIOMessage([.integer((a ?? 0) + (b ?? 0))])
            },
            "join": { socket, message in
                socket.join(message.arguments.first?.stringValue ?? "")
                socket.emit("joined", SocketIOMessage(message.arguments))
                return SocketIOMessage([true])
            },
            "leave": { socket, message in
                socket.leave(message.arguments.first?.stringValue ?? "")
                return SocketIOMessage([true])
            },
            "say": { socket, message in
                talk.emit(
                    "said",
                    message,
                    to: message.arguments.first?.stringValue ?? "",
                    in: socket.namespace
                )
                return SocketIOMessage([true])
            },
            "ask": { socket, message in
                let answer = await socket.call("question", message, within: .seconds(5))
                return answer ?? SocketIOMessage(["no answer"])
            },
            "leave_me": { socket, _ in
                socket.disconnect()
                return SocketIOMessage()
            },
        ]
    )
}
