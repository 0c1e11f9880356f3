import HTTPTypes
import NIOCore
import NIOHTTP1

/// Enforces the time limits between the HTTP/1 codec and the connection's task.
///
/// It closes idle connections, reports slow bodies, lets a refused caller read its answer before the
/// connection is cut, and switches to raw bytes after 101.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = RequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase {
        case serving
        /// Our side is closed; further input is discarded.
        case lingering(discarded: Int)
        /// The bytes belong to another protocol.
        case switched
    }

    private let standing: ConnectionStanding
    private let limits: ServerConfiguration.Limits
    private let isSecure: Bool
    private let encoder: HTTPResponseEncoder
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private var phase = Phase.serving
    private var inFlight = 0
    private var isDraining = false
    private var isInputClosed = false
    private var isOutputClosed = false
    private var blockedSince: NIODeadline?
    private var isHoldingEnd = false
    private var idleSince = NIODeadline.now()
    /// The start of an incomplete request head, or of the connection.
    private var headSince: NIODeadline? = .now()
    private var hasReadPart = false
    private var upload: Upload?
    private var timer: Scheduled<Void>?

    init(
        standing: ConnectionStanding,
        limits: ServerConfiguration.Limits,
        isSecure: Bool,
        encoder: HTTPResponseEncoder,
        decoder: ByteToMessageHandler<HTTPRequestDecoder>
    ) {
        self.standing = standing
        self.limits = limits
        self.isSecure = isSecure
        self.encoder = encoder
        self.decoder = decoder
    }

    func handlerAdded(context: ChannelHandlerContext) {
        schedule(after: headTime, context)
    }

    func channelActive(context: ChannelHandlerContext) {
        guard standing.limiter.enter(standing, from: context.channel.remoteAddress?.ipAddress ?? "") else {
            return context.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    // Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .switched: context.fireChannelRead(data)
        case .lingering(let discarded): discard(data, after: discarded, context)
        case .serving: receive(unwrapInboundIn(data), context)
        }
    }

    private func receive(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        hasReadPart = true
        switch part {
        case .head(let head):
            inFlight += 1
            headSince = nil
            standing.becomesBusy()
            do {
                let head = try RequestHead(head, isSecure: isSecure)
                isHoldingEnd = head.mayProceedOtherwise
                if head.body != .none { beginUpload(head, context) }
                context.fireChannelRead(wrapInboundOut(.head(head)))
            } catch {
                context.fireErrorCaught(error as? HTTPParserError ?? HTTPParserError.unknown)
            }
        case .body(let bytes):
            upload?.received += bytes.readableBytes
            if let since = upload?.waitingSince {
                let waited = (upload?.waited ?? .zero) + (.now() - since)
                upload?.waited = waited
                upload?.waitingSince = nil
            }
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end:
            upload = nil
            if !isHoldingEnd { context.fireChannelRead(wrapInboundOut(.end)) }
        }
    }

    private func discard(_ data: NIOAny, after discarded: Int, _ context: ChannelHandlerContext) {
        guard case .body(let bytes) = unwrapInboundIn(data) else { return }
        let total = discarded + bytes.readableBytes
        phase = .lingering(discarded: total)
        if total > Self.maximumDiscarded { context.close(promise: nil) }
    }

    private static let maximumDiscarded = 1 << 20

    func channelReadComplete(context: ChannelHandlerContext) {
        recordBegunHead(context)
        context.fireChannelReadComplete()
        if case .lingering = phase { context.read() }
    }

    /// Incomplete input is the beginning of a head.
    private func recordBegunHead(_ context: ChannelHandlerContext) {
        defer { hasReadPart = false }
        guard !hasReadPart, inFlight == 0, headSince == nil, upload == nil, case .serving = phase else {
            return
        }
        headSince = .now()
        schedule(after: headTime, context)
    }

    func read(context: ChannelHandlerContext) {
        if upload != nil, upload?.waitingSince == nil { upload?.waitingSince = .now() }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Drain:
            isDraining = true
            if inFlight == 0 { context.close(promise: nil) }
        case is MakeRoom:
            // No longer counted, so the current answer is its last.
            isDraining = true
            if inFlight == 0 { context.close(promise: nil) }
        case ChannelEvent.inputClosed:
            isInputClosed = true
            if isOutputClosed { context.close(promise: nil) }
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// A caller that stops reading its answer is as idle as one that sends nothing.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        blockedSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    // Outbound

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .serving = phase else {
            context.write(data, promise: promise)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status == .continue:
            upload?.isOwed = true
            context.write(data, promise: promise)
        case .head(let head) where head.status == .switchingProtocols:
            context.writeAndFlush(data, promise: promise)
            switchProtocol(context)
        case .end:
            context.write(data, promise: promise)
            endOfResponse(context)
        default:
            context.write(data, promise: promise)
        }
    }

    private func endOfResponse(_ context: ChannelHandlerContext) {
        // A head with a syntax error is answered too, and was never counted.
        inFlight = max(0, inFlight - 1)
        idleSince = .now()
        if inFlight == 0 { standing.becomesQuiet() }
        guard inFlight == 0, isDraining else { return }
        context.flush()
        close(context: context, mode: .output, promise: nil)
    }

    private func switchProtocol(_ context: ChannelHandlerContext) {
        phase = .switched
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(TunnelHandler(), position: .after(decoder))
            pipeline.removeHandler(encoder, promise: nil)
            // Hands over the bytes received after the request; they are delivered when a read is complete.
            let removed = context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            removed.futureResult.whenComplete { _ in bound.value.fireChannelReadComplete() }
            pipeline.removeHandler(decoder, promise: removed)
        } catch {
            context.fireErrorCaught(error)
        }
    }

    /// Closes only the output first: a full close with unread input resets the connection, and the caller
    /// never sees the answer.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        if case .lingering = phase {
            promise?.succeed()
            return
        }
        if case .serving = phase { phase = .lingering(discarded: 0) }
        upload = nil
        let closed = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        closed.futureResult.whenComplete { _ in bound.value.handler.outputClosed(bound.value.context) }
        schedule(after: TimeAmount(limits.idle), context)
        context.close(mode: .output, promise: closed)
    }

    private func outputClosed(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        if isInputClosed { return context.close(promise: nil) }
        isOutputClosed = true
        schedule(after: TimeAmount(limits.linger), context)
        context.read()
    }

    // Time

    private func schedule(after delay: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: delay) {
            bound.value.handler.timeCame(bound.value.context)
        }
    }

    private func timeCame(_ context: ChannelHandlerContext) {
        let idle = TimeAmount(limits.idle)
        if case .lingering = phase { return context.close(promise: nil) }
        if let blockedSince, .now() - blockedSince >= idle { return context.close(promise: nil) }
        if case .switched = phase {
            return isOutputClosed ? context.close(promise: nil) : schedule(after: idle, context)
        }
        if let upload {
            guard upload.isTooSlow(limits) else { return schedule(after: uploadTick, context) }
            self.upload = nil
            context.fireErrorCaught(BodyTooSlow())
        }
        guard inFlight == 0 else { return schedule(after: idle, context) }
        let (since, most) = headSince.map { ($0, headTime) } ?? (idleSince, idle)
        let passed = NIODeadline.now() - since
        if passed >= most { return context.close(promise: nil) }
        schedule(after: most - passed, context)
    }

    private func beginUpload(_ head: RequestHead, _ context: ChannelHandlerContext) {
        upload = Upload(waitingSince: .now(), isOwed: !head.expectsContinue)
        schedule(after: uploadTick, context)
    }

    private var headTime: TimeAmount {
        TimeAmount(min(limits.head, limits.idle))
    }

    private var uploadTick: TimeAmount {
        min(TimeAmount.seconds(1), TimeAmount(limits.rateGrace))
    }
}
