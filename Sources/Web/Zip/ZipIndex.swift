import Kernel

/// The contents of a ZIP archive so far, and its end.
///
/// Bytes are produced once and in order, so an archive can be sent while it is made. Values beyond 32 bits
/// are written as ZIP64.
public struct ZipIndex: Sendable {
    struct Entry: Sendable {
        let name: [UInt8]
        let moment: ZipMoment
        let isLarge: Bool
        let start: UInt64
        var checksum: UInt32 = 0
        var packed: UInt64 = 0
        var size: UInt64 = 0
    }

    private(set) var entries: [Entry] = []
    private(set) var offset: UInt64 = 0
    /// The maximum of 32-bit fields; smaller in tests.
    let limit: UInt64

    public init(limit: UInt64 = 0xFFFF_FFFE) {
        self.limit = limit
    }

    mutating func add(_ entry: Entry, bytes: UInt64) {
        entries.append(entry)
        offset += bytes
    }

    /// The last bytes of the archive.
    public func end() -> [UInt8] {
        var directory = ZipBytes()
        for entry in entries { append(entry, to: &directory) }
        let size = UInt64(directory.bytes.count)
        if entries.count >= 0xFFFF || offset > limit || size > limit { appendLargeEnd(size, to: &directory) }
        directory.add32(0x0605_4B50 as UInt32)
        directory.add32(0 as UInt32)
        directory.add16(min(entries.count, 0xFFFF))
        directory.add16(min(entries.count, 0xFFFF))
        directory.add32(short(size))
        directory.add32(short(offset))
        directory.add16(0 as UInt16)
        return directory.bytes
    }

    private func append(_ entry: Entry, to directory: inout ZipBytes) {
        var extra = ZipBytes()
        for value in [entry.size, entry.packed, entry.start] where value > limit { extra.add64(value) }
        let needsExtra = !extra.bytes.isEmpty
        directory.add32(0x0201_4B50 as UInt32)
        directory.add16((3 << 8 | 45) as UInt16)
        directory.add16(entry.isLarge || needsExtra ? 45 : 20)
        directory.add16(ZipEntry.flags)
        directory.add16(8 as UInt16)
        directory.add16(entry.moment.time)
        directory.add16(entry.moment.date)
        directory.add32(entry.checksum)
        directory.add32(short(entry.packed))
        directory.add32(short(entry.size))
        directory.add16(entry.name.count)
        directory.add16(needsExtra ? extra.bytes.count + 4 : 0)
        directory.add16(0 as UInt16)
        directory.add16(0 as UInt16)
        directory.add16(0 as UInt16)
        directory.add32((0o100_644 << 16) as UInt32)
        directory.add32(short(entry.start))
        directory.add(entry.name)
        guard needsExtra else { return }
        directory.add16(1 as UInt16)
        directory.add16(extra.bytes.count)
        directory.add(extra.bytes)
    }

    private func appendLargeEnd(_ size: UInt64, to directory: inout ZipBytes) {
        directory.add32(0x0606_4B50 as UInt32)
        directory.add64(44 as UInt64)
        directory.add16((3 << 8 | 45) as UInt16)
        directory.add16(45 as UInt16)
        directory.add32(0 as UInt32)
        directory.add32(0 as UInt32)
        directory.add64(entries.count)
        directory.add64(entries.count)
        directory.add64(size)
        directory.add64(offset)
        directory.add32(0x0706_4B50 as UInt32)
        directory.add32(0 as UInt32)
        directory.add64(offset + size)
        directory.add32(1 as UInt32)
    }

    private func short(_ value: UInt64) -> UInt64 { value > limit ? 0xFFFF_FFFF : value }
}
