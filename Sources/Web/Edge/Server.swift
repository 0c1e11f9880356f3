import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

/// Listens, and serves an ``Edge`` until it is told to stop; then it lets what is under way finish.
public struct Server<Call: CallContext>: Service {
    private let edge: Edge<Call>
    private let configuration: ServerConfiguration
    private let log: Logger
    private let group: any EventLoopGroup
    private let onListening: @Sendable (Int) -> Void

    /// `onListening` is told the port.
    public init(
        edge: Edge<Call>,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        log: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.edge = edge
        configuration = edge.configuration
        self.group = group
        self.log = log
        self.onListening = onListening
    }

    public func run() async throws {
        let connections = Connections()
        let child = UpgradableHTTP1Channel(
            limits: configuration.limits,
            isSecure: configuration.tls != nil,
            isDraining: { edge.isDraining },
            drain: connections.signal,
            respond: { await edge.respond(to: $0, body: $1, from: $2) }
        )
        let listener = try await listen(child, connections)
        let port = listener.channel.localAddress?.port ?? configuration.port
        log.info(
            "listening",
            metadata: ["host": .string(configuration.host), "port": .stringConvertible(port)]
        )
        onListening(port)
        await withTaskGroup { group in
            group.addTask { await accept(from: listener, child) }
            group.addTask { await drainWhenTold(listener.channel, connections) }
            await group.next()
            group.cancelAll()
        }
        edge.services.accessLog?.flush()
    }

    private func accept(from listener: Listener, _ child: UpgradableHTTP1Channel) async {
        await withDiscardingTaskGroup { group in
            do {
                try await listener.executeThenClose { inbound in
                    for try await connection in inbound {
                        let executor = LoopExecutor.of(connection.channel.eventLoop)
                        group.addTask(executorPreference: executor) {
                            await child.serve(connection, on: executor, log: log)
                        }
                    }
                }
            } catch {
                log.error("listening failed", error: error)
            }
        }
    }

    /// Not ready, then not accepting, then no new requests, then no requests at all.
    private func drainWhenTold(_ listener: any Channel, _ connections: Connections) async {
        do {
            try await gracefulShutdown()
            edge.drain()
            log.info("draining")
            try await Task.sleep(for: configuration.drainDelay)
            listener.close(promise: nil)
            connections.drain()
            try await Task.sleep(for: configuration.drainLimit)
            log.warning("requests cut off", metadata: ["connections": .stringConvertible(connections.count)])
            connections.closeAll()
        } catch {
            // Cancelled: everything has finished, or the process is going down at once.
        }
    }

    private typealias Listener = NIOAsyncChannel<UpgradableHTTP1Channel.Connection, Never>

    private func listen(_ child: UpgradableHTTP1Channel, _ connections: Connections) async throws -> Listener
    {
        let tls = try configuration.tls.map(NIOSSLContext.serving)
        do {
            return try await bind(child, connections, tls)
        } catch {
            throw StartFailure(binding: configuration.host, configuration.port, error)
        }
    }

    private func bind(
        _ child: UpgradableHTTP1Channel,
        _ connections: Connections,
        _ tls: NIOSSLContext?
    ) async throws -> Listener {
        let most = configuration.limits.connections
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionLimit(most))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    connections.add(channel)
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    return try child.setUp(channel)
                }
            }
    }
}

/// Leaves callers beyond the limit waiting in the system's queue.
private final class ConnectionLimit: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    private let most: Int
    private var open = 0
    private var isPaused = false

    init(_ most: Int) {
        self.most = most
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            bound.value.handler.closed(bound.value.context)
        }
        context.fireChannelRead(data)
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isPaused, open < most else { return }
        isPaused = false
        context.read()
    }

    func read(context: ChannelHandlerContext) {
        guard open < most else {
            isPaused = true
            return
        }
        context.read()
    }
}

/// The connections that are open.
private final class Connections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
    }

    private let state = Mutex(State())
    /// For those that do not speak HTTP any more.
    let signal = DrainSignal()

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let isDraining = state.withLock { state in
            state.channels[id] = channel
            return state.isDraining
        }
        channel.closeFuture.whenComplete { _ in self.remove(id) }
        if isDraining { channel.close(promise: nil) }
    }

    private func remove(_ id: ObjectIdentifier) {
        state.withLock { $0.channels[id] = nil }
    }

    var count: Int { state.withLock(\.channels.count) }

    func drain() {
        let channels = state.withLock { state in
            state.isDraining = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(Drain()) }
        signal.send()
    }

    func closeAll() {
        for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
    }
}
