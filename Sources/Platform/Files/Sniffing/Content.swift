import Glibc
import Kernel

/// The bytes of a file at any position, within the ``Allowance`` of its size.
final class Content {
    let size: Int
    private let source: (_ offset: Int, _ count: Int) throws -> [UInt8]
    private var window: [UInt8] = []
    private var windowStart = 0
    private(set) var allowance: Allowance

    /// The bytes fetched at once, right after the window and anywhere else.
    private static let (stride, leap) = (64 << 10, 4 << 10)

    init(_ bytes: [UInt8], _ allowance: Allowance? = nil) {
        size = bytes.count
        source = { offset, count in Array(bytes.dropFirst(offset).prefix(count)) }
        window = bytes
        self.allowance = allowance ?? Allowance(size: bytes.count)
    }

    /// `file` must stay open as long as the content is used.
    init(file: Int32, size: Int, _ allowance: Allowance? = nil) {
        self.size = size
        source = { try Disk.read(file, at: $0, count: $1) }
        self.allowance = allowance ?? Allowance(size: size)
    }

    /// Fewer than `count` bytes at the end of the file.
    func bytes(at offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0, offset < size else { return [] }
        let count = min(count, size - offset)
        try allowance.look(count)
        try load(offset, count)
        return Array(window[(offset - windowStart)..<(offset - windowStart + count)])
    }

    /// Exactly `count` bytes; ``Unsound/damaged`` when there are fewer.
    func whole(at offset: Int, _ count: Int) throws -> [UInt8] {
        let bytes = try bytes(at: offset, count)
        guard bytes.count == count else { throw Unsound.damaged }
        return bytes
    }

    func tail(_ count: Int) throws -> [UInt8] {
        try bytes(at: max(0, size - count), min(count, size))
    }

    /// One byte; nil after the end.
    func byte(at offset: Int) throws -> UInt8? {
        guard offset >= 0, offset < size else { return nil }
        try allowance.read(1)
        if offset < windowStart || offset >= windowStart + window.count { try load(offset, 1) }
        return window[offset - windowStart]
    }

    /// The first match of `find`, from `start` on.
    ///
    /// `find` gets the file piece by piece, each piece beginning with the last `overlap` bytes of the one before.
    func position(
        from start: Int,
        overlap: Int = 0,
        _ find: (UnsafeBufferPointer<UInt8>) -> Int?
    ) throws -> Int? {
        var position = max(0, start)
        while position < size {
            try load(position, min(overlap + 1, size - position), isScan: true)
            let (offset, count) = (position - windowStart, windowStart + window.count - position)
            let found = window.withUnsafeBufferPointer { find(UnsafeBufferPointer(rebasing: $0[offset...])) }
            try allowance.read(found.map { $0 + 1 } ?? count)
            if let found { return position + found }
            guard position + count < size else { return nil }
            position += max(1, count - overlap)
        }
        return nil
    }

    /// Whether the file ends at `position`, except for line breaks, which mail programs and editors append.
    func ends(at position: Int) throws -> Bool {
        guard position <= size, size - position <= 64 else { return false }
        return try bytes(at: position, size - position).allSatisfy(\.isBlank)
    }

    /// Whether only zeros and blanks follow `position`, as after padding to a block.
    func isEmpty(from position: Int) throws -> Bool {
        try self.position(from: position) { bytes in bytes.firstIndex { $0 != 0 && !$0.isBlank } } == nil
    }

    private func load(_ offset: Int, _ count: Int, isScan: Bool = false) throws {
        guard offset < windowStart || offset + count > windowStart + window.count else { return }
        let isNext = isScan || (windowStart...(windowStart + window.count)).contains(offset)
        let wanted = min(max(count, isNext ? Self.stride : Self.leap), size - offset)
        try allowance.fetch(wanted)
        window = try source(offset, wanted)
        windowStart = offset
        // The file has been truncated meanwhile.
        guard window.count >= count else { throw Unsound.damaged }
    }
}

/// The work that a check may spend on a file, in proportion to its size.
struct Allowance {
    struct Work: Equatable {
        /// Bytes read by a check.
        var bytes = 0
        /// Number of reads at a position.
        var looks = 0
        /// Bytes read from the disk.
        var fetched = 0
    }

    let limit: Work
    private(set) var spent = Work()
    private let end: ContinuousClock.Instant
    private var nextGlance = 0

    /// The time limit of a check, whatever the size.
    static let time = Duration.seconds(5)

    init(size: Int, until end: ContinuousClock.Instant = .now + time) {
        limit = Work(
            bytes: 4 * size + (256 << 10),
            looks: min(100_000, size / 4 + 4_096),
            fetched: 8 * size + (1 << 20)
        )
        self.end = end
    }

    /// An allowance for unpacked content, with the same deadline.
    func inner(size: Int) -> Allowance { Allowance(size: size, until: end) }

    fileprivate mutating func look(_ count: Int) throws {
        spent.looks += 1
        guard spent.looks <= limit.looks else { throw Unsound.damaged }
        try read(count)
    }

    fileprivate mutating func read(_ count: Int) throws {
        spent.bytes += count
        guard spent.bytes <= limit.bytes else { throw Unsound.damaged }
        if spent.bytes >= nextGlance { try glance() }
    }

    fileprivate mutating func fetch(_ count: Int) throws {
        spent.fetched += count
        guard spent.fetched <= limit.fetched else { throw Unsound.damaged }
        try glance()
    }

    private mutating func glance() throws {
        nextGlance = spent.bytes + (16 << 10)
        guard ContinuousClock.now < end else { throw TookTooLong() }
    }
}

/// A check has exceeded its time limit.
struct TookTooLong: Error {}

/// The reason why a file is refused, whatever its type.
enum Unsound: Error, Equatable {
    /// It is truncated or inconsistent, or its check exceeds the allowance of its size.
    case damaged
    /// It is also a file of another type.
    case ambiguous
    /// It contains code that runs when it is opened.
    case active
    /// It contains such code, and printing it to a new PDF removes the code.
    case activePaper
    /// It would unpack to a far larger size.
    case bomb
}
