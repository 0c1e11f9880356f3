import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// An HTTP/1.1 connection: one request after the other, and after a 101 the bytes of another protocol.
struct UpgradableHTTP1Channel: Sendable {
    struct Connection: Sendable {
        let channel: NIOAsyncChannel<RequestPart, HTTPServerResponsePart>
        let standing: ConnectionStanding
    }
    typealias Responder = @Sendable (HTTPRequest, RequestBody, Peer) async -> Answer

    let limits: ServerConfiguration.Limits
    let isSecure: Bool
    let isDraining: @Sendable () -> Bool
    let limiter: ConnectionLimiter
    /// Headers for answers to unreadable requests.
    var unreadable: [(String, String)] = []
    let respond: Responder

    /// Run on the channel's event loop.
    func setUp(_ channel: any Channel) throws -> Connection {
        var bounds = NIOHTTPDecoderLimitConfiguration()
        bounds.maxHeaderListSize = limits.headerBytes
        bounds.maxHeaderFieldSize = limits.headerBytes
        bounds.maxHeaderFieldCount = limits.headerCount
        var framing = HTTPResponseEncoder.Configuration()
        framing.automaticallySetFramingHeaders = false
        let encoder = HTTPResponseEncoder(configuration: framing)
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: bounds)
        )
        let standing = ConnectionStanding(channel, limiter)
        let handler = ConnectionHandler(
            standing: standing,
            limits: limits,
            isSecure: isSecure,
            encoder: encoder,
            decoder: decoder
        )
        try channel.pipeline.syncOperations.addHandlers(encoder, decoder, handler)
        return Connection(
            channel: try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)
            ),
            standing: standing
        )
    }

    func serve(_ connection: Connection, on executor: any TaskExecutor, log: Logger) async {
        let channel = connection.channel.channel
        let address = channel.remoteAddress?.ipAddress ?? ""
        let peer = Peer(
            address: address,
            isSecure: isSecure,
            executor: executor,
            standing: connection.standing
        )
        do {
            try await withTaskCancellationHandler {
                try await connection.channel.executeThenClose { inbound, outbound in
                    let reader = ConnectionReader(inbound.makeAsyncIterator())
                    try await serve(reader, outbound, peer)
                    outbound.finish()
                    try await channel.closeFuture.get()
                }
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            log.trace("connection ended", metadata: ["error": "\(error)"])
        }
    }

    private func serve(_ reader: ConnectionReader, _ outbound: Outbound, _ peer: Peer) async throws {
        do {
            while let head = try await reader.head() {
                guard try await serve(head, reader, outbound, peer) else { return }
            }
        } catch let error as HTTPParserError {
            try await outbound.write(contentsOf: Refusals.parts(for: error, unreadable))
        }
    }

    /// Whether another request may follow.
    private func serve(
        _ head: RequestHead,
        _ reader: ConnectionReader,
        _ outbound: Outbound,
        _ peer: Peer
    ) async throws -> Bool {
        let continued = Continued()
        let body =
            head.body == .none && !head.mayProceedOtherwise
            ? .empty
            : reader.body(of: head) {
                if head.expectsContinue { try await continued.say(outbound) }
            }
        let answer = await respond(head.request, body, peer)
        if answer.status == 101, head.mayProceedOtherwise {
            try await tunnel(answer, reader, outbound)
            return false
        }
        let mayFollow =
            head.keepsAlive && !answer.closes && !isDraining()
            && !(head.isOldVersion && answer.body.isEndless)
            && reader.isNearlyFinished(
                within: head.expectsContinue && !continued.wasSaid ? 0 : Self.maximumSkipped
            )
        try await send(answer, to: head, keepsAlive: mayFollow, outbound)
        return mayFollow
    }

    /// A refused body up to this size is read to the end so that the connection stays open.
    private static let maximumSkipped = 64 << 10
}

typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

/// The other end of the connection.
public struct Peer: Sendable {
    public let address: String
    public let isSecure: Bool
    /// The executor for the request; nil for the global pool.
    let executor: (any TaskExecutor)?
    let standing: ConnectionStanding?

    public init(
        address: String,
        isSecure: Bool = false,
        executor: (any TaskExecutor)? = nil,
        standing: ConnectionStanding? = nil
    ) {
        self.address = address
        self.isSecure = isSecure
        self.executor = executor
        self.standing = standing
    }
}

/// Sends `100 Continue` once, when the body is first read.
private final class Continued: Sendable {
    private let said = Mutex(false)

    var wasSaid: Bool { said.withLock { $0 } }

    func say(_ outbound: Outbound) async throws {
        said.withLock { $0 = true }
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
    }
}
