import Kernel
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

@testable import Web

/// A server on a port of its own, for as long as `body` runs.
func withServer<Result: Sendable>(
    _ routes: [Route<TestCall>],
    _ change: (inout ServerConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningServer) async throws -> Result
) async throws -> Result {
    let edge = try Fixture.edge(routes) {
        $0.port = 0
        $0.drainLimit = .seconds(5)
        change(&$0)
    }
    let (ports, said) = AsyncStream.makeStream(of: Int.self)
    let server = Server(edge: edge, log: Fixture.silent) { said.yield($0) }
    let services = ServiceGroup(
        configuration: .init(services: [.init(service: server)], logger: Fixture.silent)
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await services.run() }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { throw NoPort() }
        let result = try await body(RunningServer(port: port, edge: edge, services: services))
        await services.triggerGracefulShutdown()
        try await group.waitForAll()
        return result
    }
}

struct NoPort: Error {}

struct RunningServer: Sendable {
    let port: Int
    let edge: Edge<TestCall>
    let services: ServiceGroup

    /// Sends `text`, and gives back everything that comes until the server closes or `isEnough`.
    func exchange(
        _ text: String,
        until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }
    ) async throws -> String {
        try await connect { connection in
            try await connection.send(text)
            return try await connection.receive(until: isEnough)
        }
    }

    func connect<Result: Sendable>(
        tls: NIOSSLContext? = nil,
        _ body: @escaping @Sendable (RawConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(channel.channel, inbound, outbound))
        }
    }
}

/// A client that sends exactly the given bytes.
final class RawConnection: Sendable {
    private let channel: any Channel
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let sink: Sink

    init(
        _ channel: any Channel,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.outbound = outbound
        let sink = Sink()
        self.sink = sink
        Task {
            do {
                for try await part in inbound { sink.add(String(buffer: part)) }
            } catch {
                sink.add("<reset>")
            }
            sink.close()
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    func closeOutput() {
        outbound.finish()
    }

    /// Everything so far, once it is enough or the server has closed; at most ten seconds.
    func receive(until isEnough: (String) -> Bool = { _ in false }) async throws -> String {
        for _ in 0..<2000 {
            let (text, isClosed) = sink.state
            if isClosed || isEnough(text) { return text }
            try await Task.sleep(for: .milliseconds(5))
        }
        return sink.state.text + "<still open>"
    }

    var isClosedByServer: Bool { sink.state.isClosed }

    private final class Sink: Sendable {
        private let value = Mutex((text: "", isClosed: false))

        var state: (text: String, isClosed: Bool) { value.withLock { $0 } }
        func add(_ text: String) { value.withLock { $0.text += text } }
        func close() { value.withLock { $0.isClosed = true } }
    }
}

extension String {
    func count(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
