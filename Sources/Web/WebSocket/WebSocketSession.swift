import NIOCore
import NIOHTTP1

/// Serves one WebSocket on a connection after the switch.
struct WebSocketSession: Sendable {
    let options: WebSocketOptions
    let terms: WebSocketDeflate?
    let body: RequestBody
    let serve: @Sendable (WebSocket) async -> Void

    private enum Ended { case serving, writing, aborted }

    /// Returns after both closing frames, or when one side is gone; throws when the connection must be cut.
    func run(on writer: ChannelBodyWriter) async throws {
        let (aborts, abort) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let bytes = Bytes(body)
        let socket = WebSocket(options, terms) {
            try await bytes.next()
        } abort: {
            abort.yield()
        }
        let ticket = writer.drain?.add { socket.close(.goingAway) }
        let isClean = await withTaskGroup(of: Ended.self) { group in
            group.addTask {
                await serve(socket)
                socket.close()
                while await socket.next() != nil {}
                return .serving
            }
            group.addTask {
                await write(from: socket.outbox, to: writer.outbound)
                return .writing
            }
            group.addTask {
                for await _ in aborts { break }
                return .aborted
            }
            var open = 2
            while open > 0, let ended = await group.next(), ended != .aborted { open -= 1 }
            socket.forget()
            group.cancelAll()
            return open == 0
        }
        if let ticket { writer.drain?.remove(ticket) }
        guard isClean else { throw WebSocketCut() }
    }

    private func write(from outbox: WebSocketOutbox, to outbound: Outbound) async {
        let deflater = terms.flatMap(WebSocketDeflater.init)
        await withTaskCancellationHandler {
            while true {
                let items = await outbox.next()
                guard !items.isEmpty else { return }
                var bytes = ByteBuffer()
                var isLast = false
                for item in items {
                    switch item {
                    case .frame(let frame): bytes.append(frame)
                    case .message(let opcode, let payload):
                        bytes.append(Self.frame(opcode, payload, deflater))
                    case .close(let close):
                        bytes.append(WebSocketFrame.encoded(.close, close.payload))
                        isLast = true
                    }
                }
                do {
                    try await outbound.write(.body(.byteBuffer(bytes)))
                } catch {
                    return outbox.end()
                }
                if isLast { return }
            }
        } onCancel: {
            outbox.end()
        }
    }

    private static func frame(
        _ opcode: WebSocketOpcode,
        _ payload: ByteBuffer,
        _ deflater: WebSocketDeflater?
    ) -> ByteBuffer {
        guard let deflater, !opcode.isControl else { return WebSocketFrame.encoded(opcode, payload) }
        return WebSocketFrame.encoded(opcode, deflater.deflated(payload), isCompressed: true)
    }

    /// The body's iterator, used by one task at a time.
    private final class Bytes: @unchecked Sendable {
        private var iterator: RequestBody.AsyncIterator

        init(_ body: RequestBody) {
            iterator = body.makeAsyncIterator()
        }

        func next() async throws -> ByteBuffer? { try await iterator.next() }
    }
}

extension ByteBuffer {
    /// A single buffer is passed on unchanged.
    fileprivate mutating func append(_ other: ByteBuffer) {
        if readableBytes == 0 { self = other } else { writeImmutableBuffer(other) }
    }
}

/// The client did not answer, or did not read.
struct WebSocketCut: Error {}
