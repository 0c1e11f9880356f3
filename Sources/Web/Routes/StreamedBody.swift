import Kernel
import NIOCore

/// The unread body, for uploads of a single file.
public struct StreamedBody: RouteInput {
    public let mediaType: String?
    public let body: RequestBody

    public static func describe(_ operation: inout Operation) {
        operation.body = Operation.RequestContent(
            "*/*",
            .anything,
            meaning: .words("The bytes of the file.")
        )
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        Self(mediaType: reader.header("content-type").map(mediaTypeEssence), body: reader.incoming.body)
    }
}

extension RequestBody {
    /// Passes the body on in pieces of about `size` bytes, one after the other; only one is in memory.
    public func pieces(of size: Int = 512 << 10, _ take: ([UInt8]) async throws -> Void) async throws {
        try refuse(declaredAbove: limit)
        var piece: [UInt8] = []
        for try await part in self {
            if piece.isEmpty { piece.reserveCapacity(size) }
            piece.append(contentsOf: part.readableBytesView)
            guard piece.count >= size else { continue }
            try await take(piece)
            piece = []
        }
        if !piece.isEmpty { try await take(piece) }
    }
}
