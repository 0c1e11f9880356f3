import CZlib
import Kernel

/// One file of a ZIP archive, compressed while it arrives; its sizes follow it.
public final class ZipEntry {
    /// Sizes follow in a descriptor; names are UTF-8.
    static let flags: UInt16 = 0x0808

    private let stream: UnsafeMutablePointer<z_stream>
    private var entry: ZipIndex.Entry
    private var written: UInt64 = 0

    /// `size` is the known size of the file, for files that may exceed 4 GiB.
    public init(_ name: String, at moment: ZipMoment, size: Int = 0, after directory: ZipIndex) throws {
        entry = ZipIndex.Entry(
            name: Array(name.utf8),
            moment: moment,
            // Compression can make a file a little larger.
            isLarge: UInt64(size) + UInt64(size) / 1_000 + 1_024 > directory.limit,
            start: directory.offset
        )
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // A negative number of bits selects the format without a zlib wrapper.
        guard portico_deflate_init(stream, 6, -15) == Z_OK else {
            stream.deallocate()
            throw ZipFailure()
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// The first bytes.
    public func begin() -> [UInt8] {
        var header = ZipBytes()
        header.add32(0x0403_4B50 as UInt32)
        header.add16(entry.isLarge ? 45 : 20)
        header.add16(Self.flags)
        header.add16(8 as UInt16)
        header.add16(entry.moment.time)
        header.add16(entry.moment.date)
        header.add32(0 as UInt32)
        header.add32((entry.isLarge ? 0xFFFF_FFFF : 0) as UInt32)
        header.add32((entry.isLarge ? 0xFFFF_FFFF : 0) as UInt32)
        header.add16(entry.name.count)
        header.add16(entry.isLarge ? 20 : 0)
        header.add(entry.name)
        if entry.isLarge {
            header.add16(1 as UInt16)
            header.add16(16 as UInt16)
            header.add64(0 as UInt64)
            header.add64(0 as UInt64)
        }
        return counted(header.bytes)
    }

    /// Adds data, and returns the output so far, which may be empty.
    public func add(_ bytes: [UInt8]) throws -> [UInt8] {
        entry.checksum = UInt32(truncatingIfNeeded: crc32(UInt(entry.checksum), bytes, UInt32(bytes.count)))
        entry.size += UInt64(bytes.count)
        return counted(try deflated(bytes, Z_NO_FLUSH))
    }

    /// Ends the entry, adds it to the archive, and returns its last bytes.
    public func end(into directory: inout ZipIndex) throws -> [UInt8] {
        var tail = ZipBytes()
        tail.add(try deflated([], Z_FINISH))
        guard entry.isLarge || max(entry.size, entry.packed) <= directory.limit else { throw ZipFailure() }
        tail.add32(0x0807_4B50 as UInt32)
        tail.add32(entry.checksum)
        if entry.isLarge {
            tail.add64(entry.packed)
            tail.add64(entry.size)
        } else {
            tail.add32(entry.packed)
            tail.add32(entry.size)
        }
        let bytes = counted(tail.bytes)
        directory.add(entry, bytes: written)
        return bytes
    }

    private func counted(_ bytes: [UInt8]) -> [UInt8] {
        written += UInt64(bytes.count)
        return bytes
    }

    private func deflated(_ bytes: [UInt8], _ flush: Int32) throws -> [UInt8] {
        var result: [UInt8] = []
        try bytes.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            var isDone = false
            while !isDone {
                let room = 64 << 10
                let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    isDone = deflate(stream, flush) == Z_STREAM_END
                    count = room - Int(stream.pointee.avail_out)
                }
                result += piece
                // Free space in the buffer: zlib has processed all input.
                if piece.count < room { isDone = true }
            }
        }
        entry.packed += UInt64(result.count)
        return result
    }
}

/// zlib has no memory, or a file exceeds the size in its header.
struct ZipFailure: Error {}
