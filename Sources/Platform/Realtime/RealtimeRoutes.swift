import Kernel
import Store
import Web

extension Realtime {
    /// Routes outside the product's root, where clients expect a WebSocket.
    static func routes(_ policy: RealtimePolicy) -> [Route] {
        let socketIO =
            policy.socketPath.map { path in
                SocketIOServer.routes(at: path, policy.socketOptions) { (call: Call) in call.site.socketIO }
            } ?? []
        guard let path = policy.path else { return socketIO }
        return socketIO
            + [
                GetSocket(
                    path,
                    connect,
                    .account,
                    "Connect to the event stream",
                    details:
                        "A WebSocket of the subprotocol `portico` with the caller's events as they happen. "
                        + "With `since`, the events after that position come first."
                )
                .refuses(.tooManyRequests, .headersTooLarge)
            ].tagged("Real time")
    }

    /// The point at which a reconnecting client resumes.
    struct Resume: Query {
        /// The `id` of the client's last event; later events of the past day are sent first.
        var since: Int64?
    }

    /// The header that an event source sends when it reconnects.
    struct LastEventID: HeaderInput {
        static let name = "Last-Event-ID"
        static let explanation = "The `id` of the client's last event, where the query has no `since`."
        let position: Int64

        init(value: String) throws(Refusal) {
            guard let position = Int64(value), position >= 0 else { throw Refusal(.notAccepted) }
            self.position = position
        }
    }

    static func connect(
        _ call: Call,
        handshake: WebSocketHandshake,
        resume: Resume,
        last: LastEventID?
    ) async throws -> WebSocketReply {
        let hub = call.site.realtime
        let seat = try hub.admit(call.account)
        guard let authorization = handshake.authorization else { throw Problem(.unauthenticated) }
        let client = RealtimeClient(
            hub: hub,
            seat: seat,
            authorization: authorization,
            since: (resume.since ?? last?.position).map { max(0, $0) }
        )
        return WebSocketReply(handshake, RealtimeClient.options, speaking: ["portico"]) { socket in
            await client.serve(socket)
        }
    }
}
