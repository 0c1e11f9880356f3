import CZlib
import Synchronization

/// Compresses whole bodies, with reused compressors: creating one costs more than compressing a small answer.
final class Gzip: Sendable {
    /// Level 1: for a 5 kB list, level 5 saves another 5 % and costs more than twice the time.
    private static let level: Int32 = 1
    private static let kept = 16
    private let idle = Mutex<[Compressor]>([])

    /// Nil when zlib has no memory, or when the result is not smaller.
    func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        guard let compressor = idle.withLock({ $0.popLast() }) ?? Compressor(level: Self.level) else {
            return nil
        }
        defer { idle.withLock { if $0.count < Self.kept { $0.append(compressor) } } }
        return compressor.compress(bytes)
    }

    /// One zlib stream; unchecked, because only the task that took it out of the pool uses it.
    private final class Compressor: @unchecked Sendable {
        private let stream: UnsafeMutablePointer<z_stream>

        init?(level: Int32) {
            stream = .allocate(capacity: 1)
            stream.initialize(to: z_stream())
            // 15 bits of window, and 16 for the gzip wrapper.
            guard portico_deflate_init(stream, level, 15 + 16) == Z_OK else {
                stream.deallocate()
                return nil
            }
        }

        deinit {
            deflateEnd(stream)
            stream.deallocate()
        }

        func compress(_ bytes: [UInt8]) -> [UInt8]? {
            guard deflateReset(stream) == Z_OK else { return nil }
            var isWhole = false
            let output = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
                bytes.withUnsafeBufferPointer { input in
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(buffer.count)
                    isWhole = deflate(stream, Z_FINISH) == Z_STREAM_END
                    count = isWhole ? buffer.count - Int(stream.pointee.avail_out) : 0
                }
            }
            return isWhole ? output : nil
        }
    }
}
