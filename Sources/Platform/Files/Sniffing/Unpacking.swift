import CZlib
import Kernel

/// What packed parts of a file unpack to, within bounds.
enum Unpacking {
    private static let piece = 4 << 10

    /// What a stream of zlib from `start` on holds; `hint` is how long it says it is.
    ///
    /// Of one that breaks off there is what came before, as readers have it; it is not sound when nothing came.
    /// ``Unsound/bomb`` when it is more than `most`.
    static func inflate(
        _ content: Content,
        at start: Int,
        hint: Int?,
        atMost most: Int
    ) throws -> (bytes: [UInt8], isSound: Bool) {
        let stream = try Inflater()
        let end = start + min(max(0, hint ?? content.size), content.size)
        var result: [UInt8] = []
        var position = start
        var code = Z_OK
        while code == Z_OK {
            let input = try content.bytes(at: position, min(piece, max(512, end - position)))
            guard !input.isEmpty else { break }
            position += input.count
            code = stream.consume(input, &result, most)
            guard result.count <= most else { throw Unsound.bomb }
        }
        return (result, code == Z_STREAM_END || !result.isEmpty)
    }
}

/// One stream of zlib, which wants to stay where it was made.
private final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private static let room = 32 << 10

    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard portico_inflate_init(stream, 15) == Z_OK else {
            stream.deallocate()
            throw TookTooLong()
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func consume(_ input: [UInt8], _ result: inout [UInt8], _ most: Int) -> Int32 {
        var code = Z_OK
        input.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while code == Z_OK, isFull || stream.pointee.avail_in > 0, result.count <= most {
                let output = [UInt8](unsafeUninitializedCapacity: Self.room) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(Self.room)
                    code = CZlib.inflate(stream, Z_NO_FLUSH)
                    count = Self.room - Int(stream.pointee.avail_out)
                }
                isFull = output.count == Self.room
                result += output
            }
        }
        // Nothing more could be done with what there was.
        return code == Z_BUF_ERROR ? Z_OK : code
    }
}
