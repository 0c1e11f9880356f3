import CZlib
import Kernel

/// Unpacks compressed parts of a file, within limits.
enum Unpacking {
    private static let piece = 4 << 10

    /// Inflates a zlib stream at `start`; `hint` is its declared length.
    ///
    /// A truncated stream gives the part before its end, as in readers, and is unsound when that part is empty.
    /// ``Unsound/bomb`` for a result larger than `most`.
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

/// A zlib stream, which must not move in memory.
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
        // No progress is possible with the current input.
        return code == Z_BUF_ERROR ? Z_OK : code
    }
}
