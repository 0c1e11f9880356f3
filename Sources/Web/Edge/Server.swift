import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

/// Listens, and serves an ``Edge`` until it receives the signal to stop; then running requests are completed.
public struct Server<Call: CallContext>: Service {
    private let edge: Edge<Call>
    private let configuration: ServerConfiguration
    private let log: Logger
    private let group: any EventLoopGroup
    private let onListening: @Sendable (Int) -> Void

    /// `onListening` receives the port.
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
        let limiter = ConnectionLimiter(configuration.limits, trusted: configuration.trustedProxies)
        let child = UpgradableHTTP1Channel(
            limits: configuration.limits,
            isSecure: configuration.tls != nil,
            isDraining: { edge.isDraining },
            limiter: limiter,
            unreadable: edge.headers.unreadable,
            respond: { await edge.respond(to: $0, body: $1, from: $2) }
        )
        let listener = try await listen(child, limiter)
        let port = listener.channel.localAddress?.port ?? configuration.port
        log.info(
            "listening",
            metadata: [
                "host": .string(configuration.host), "port": .stringConvertible(port),
                "connections": .stringConvertible(configuration.limits.connections),
            ]
        )
        onListening(port)
        await withTaskGroup { group in
            group.addTask { await accept(from: listener, child) }
            group.addTask { await drainWhenTold(listener.channel, limiter) }
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
                        let executor = LoopExecutor.of(connection.channel.channel.eventLoop)
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

    /// In four steps: not ready, not accepting, no new requests, no requests at all.
    private func drainWhenTold(_ listener: any Channel, _ limiter: ConnectionLimiter) async {
        do {
            try await gracefulShutdown()
            edge.drain()
            log.info("draining")
            try await Task.sleep(for: configuration.drainDelay)
            listener.close(promise: nil)
            limiter.drain()
            try await Task.sleep(for: configuration.drainLimit)
            log.warning("requests cut off", metadata: ["connections": .stringConvertible(limiter.count)])
            limiter.closeAll()
        } catch {
            // Cancelled: everything has finished, or the process is stopping at once.
        }
    }

    private typealias Listener = NIOAsyncChannel<UpgradableHTTP1Channel.Connection, Never>

    private func listen(
        _ child: UpgradableHTTP1Channel,
        _ limiter: ConnectionLimiter
    ) async throws -> Listener {
        let tls = try configuration.tls.map(NIOSSLContext.serving)
        do {
            return try await bind(child, limiter, tls)
        } catch {
            throw StartFailure(binding: configuration.host, configuration.port, error)
        }
    }

    private func bind(
        _ child: UpgradableHTTP1Channel,
        _ limiter: ConnectionLimiter,
        _ tls: NIOSSLContext?
    ) async throws -> Listener {
        let most = configuration.limits.connections
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionLimit(most, limiter))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    return try child.setUp(channel)
                }
            }
    }
}

/// Leaves callers beyond the limit in the system's queue, while the longest idle anonymous connection is
/// closed.
private final class ConnectionLimit: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    private let most: Int
    private let limiter: ConnectionLimiter
    private var open = 0
    private var isPaused = false
    private var retry: Scheduled<Void>?

    init(_ most: Int, _ limiter: ConnectionLimiter) {
        self.most = most
        self.limiter = limiter
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
        resume(context)
    }

    private func resume(_ context: ChannelHandlerContext) {
        guard isPaused, open < most else { return }
        isPaused = false
        retry?.cancel()
        context.read()
    }

    func read(context: ChannelHandlerContext) {
        guard open < most else {
            guard !isPaused else { return }
            isPaused = true
            makeRoom(context)
            return
        }
        context.read()
    }

    /// Repeated until one is found: a busy connection may be idle later.
    private func makeRoom(_ context: ChannelHandlerContext) {
        guard isPaused, context.channel.isActive else { return }
        // Several connections are accepted at a time, so there may be several too many.
        var surplus = open - most + 1
        while surplus > 0, limiter.makeRoom() { surplus -= 1 }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        retry = context.eventLoop.scheduleTask(in: .milliseconds(100)) {
            bound.value.handler.makeRoom(bound.value.context)
        }
    }
}
