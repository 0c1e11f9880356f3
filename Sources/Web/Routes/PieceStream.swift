import Hummingbird
import Kernel
import NIOCore

/// Bytes of unknown length, produced while they are sent; cancelling leaves the answer unfinished.
public struct PieceStream: RouteOutput {
    public typealias Take = (_ piece: [UInt8]) async throws -> Void

    public var mediaType: String
    public var fileName: String
    public var produce: @Sendable (Take) async throws -> Void

    public init(
        _ mediaType: String,
        fileName: String,
        _ produce: @escaping @Sendable (Take) async throws -> Void
    ) {
        self.mediaType = mediaType
        self.fileName = fileName
        self.produce = produce
    }

    public static func describe(_ operation: inout Operation) {
        RawStream.describe(&operation)
    }

    public func reply(to incoming: Incoming) -> Reply {
        let stream = RawStream(mediaType, fileName: fileName) { [produce] writer in
            var writer = writer
            try await produce { piece in
                if !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
            }
        }
        var reply = stream.reply(to: incoming)
        reply.headers.append(("cache-control", "private, no-store"))
        return reply
    }
}
