import Kernel
import Logging
import Platform
import Web

/// A world on a port of its own, with its hub running.
package struct LiveWorld: Sendable {
    package let world: World
    package let port: Int

    /// A WebSocket as a person sees it.
    package func socket(
        _ path: String,
        as person: Person,
        query: String = "",
        reads: Bool = true,
        receiveBuffer: Int32? = nil
    ) async throws -> SocketClient {
        try await .connect(
            to: port,
            path + query,
            headers: ["Authorization": "Bearer \(world.token(of: person))"],
            reads: reads,
            receiveBuffer: receiveBuffer
        )
    }
}

extension World {
    /// Serves it for as long as `body` runs.
    package func live<Result: Sendable>(
        _ body: @escaping @Sendable (LiveWorld) async throws -> Result
    ) async throws -> Result {
        let (ports, said) = AsyncStream.makeStream(of: Int.self)
        let server = Server(edge: edge, log: Logger(label: "live") { _ in SwiftLogNoOpLogHandler() }) {
            said.yield($0)
        }
        let hub = site.realtime
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try? await hub.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { throw TestFailure("no port") }
            defer { group.cancelAll() }
            return try await body(LiveWorld(world: self, port: port))
        }
    }
}
