import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

extension Edge {
    /// The whole chain without a socket, with streams collected; for tests.
    public func answer(
        _ head: HTTPRequest,
        body: [UInt8] = [],
        address: String = "127.0.0.1"
    ) async -> (status: Int, headers: HTTPHeaders, body: [UInt8]) {
        let answer = await respond(to: head, body: RequestBody(bytes: body), from: Peer(address: address))
        switch answer.body {
        case _ where head.method == .head, .empty: return (answer.status, answer.headers, [])
        case .bytes(let bytes): return (answer.status, answer.headers, bytes)
        case .stream(_, let produce):
            let collected = Collected()
            do {
                try await produce(CollectingWriter(collected: collected))
            } catch {
                services.log.error("stream failed", error: error)
            }
            return (answer.status, answer.headers, collected.bytes)
        }
    }
}

private final class Collected: Sendable {
    private let parts = Mutex<[UInt8]>([])

    var bytes: [UInt8] { parts.withLock { $0 } }

    func add(_ buffer: ByteBuffer) {
        parts.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        collected.add(buffer)
    }

    consuming func finish(_ trailers: HTTPFields?) async throws {}
}
