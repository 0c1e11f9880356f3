import Glibc
import Kernel

/// The bytes of a file, read where a check wants to look, within the ``Allowance`` of its size.
final class Content {
    let size: Int
    private let source: (_ offset: Int, _ count: Int) throws -> [UInt8]
    private var window: [UInt8] = []
    private var windowStart = 0
    private(set) var allowance: Allowance

    /// What is fetched at once from where the window ends, and from anywhere else.
    private static let (stride, leap) = (64 << 10, 4 << 10)

    init(_ bytes: [UInt8], _ allowance: Allowance? = nil) {
        size = bytes.count
        source = { offset, count in Array(bytes.dropFirst(offset).prefix(count)) }
        window = bytes
        self.allowance = allowance ?? Allowance(size: bytes.count)
    }

    /// `file` stays open as long as the content is used.
    init(file: Int32, size: Int, _ allowance: Allowance? = nil) {
        self.size = size
        source = { try Disk.read(file, at: $0, count: $1) }
        self.allowance = allowance ?? Allowance(size: size)
    }

    /// Fewer bytes than asked for where the file ends.
    func bytes(at offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0, offset < size else { return [] }
        let count = min(count, size - offset)
        try allowance.look(count)
        try load(offset, count)
        return Array(window[(offset - windowStart)..<(offset - windowStart + count)])
    }

    /// Exactly so many bytes; ``Unsound/damaged`` when they are not there.
    func whole(at offset: Int, _ count: Int) throws -> [UInt8] {
        let bytes = try bytes(at: offset, count)
        guard bytes.count == count else { throw Unsound.damaged }
        return bytes
    }

    func tail(_ count: Int) throws -> [UInt8] {
        try bytes(at: max(0, size - count), min(count, size))
    }

    /// One byte; nil behind the end.
    func byte(at offset: Int) throws -> UInt8? {
        guard offset >= 0, offset < size else { return nil }
        try allowance.read(1)
        if offset < windowStart || offset >= windowStart + window.count { try load(offset, 1) }
        return window[offset - windowStart]
    }

    /// Where `find` finds something, from `start` on.
    ///
    /// It is shown the file piece by piece, each piece beginning with the last `overlap` bytes of the one before.
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

    /// Whether the file ends at `position`, or goes on with nothing but the line breaks that mail and editors append.
    func ends(at position: Int) throws -> Bool {
        guard position <= size, size - position <= 64 else { return false }
        return try bytes(at: position, size - position).allSatisfy(\.isBlank)
    }

    /// Whether nothing but zeros and blanks stands from `position` on, as where a disk or a sender fills up a block.
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
        // Someone has cut the file off meanwhile.
        guard window.count >= count else { throw Unsound.damaged }
    }
}

/// How much work a file is worth, in proportion to its size: no file of a few bytes is worth seconds.
struct Allowance {
    struct Work: Equatable {
        /// Bytes that a check was shown.
        var bytes = 0
        /// How often it asked for some.
        var looks = 0
        /// Bytes that came from the disk.
        var fetched = 0
    }

    let limit: Work
    private(set) var spent = Work()
    private let end: ContinuousClock.Instant
    private var nextGlance = 0

    /// How long a check may take by the clock, whatever the size.
    static let time = Duration.seconds(5)

    init(size: Int, until end: ContinuousClock.Instant = .now + time) {
        limit = Work(
            bytes: 4 * size + (256 << 10),
            looks: min(100_000, size / 4 + 4_096),
            fetched: 8 * size + (1 << 20)
        )
        self.end = end
    }

    /// The same clock for what was inside.
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

/// The time for a check was over before it was.
struct TookTooLong: Error {}

/// Why a file is not taken, whatever its type.
enum Unsound: Error, Equatable {
    /// It breaks off, or its parts do not fit together, or they cannot be looked through with the work its size warrants.
    case damaged
    /// It is a file of another type at the same time.
    case ambiguous
    /// It carries what runs when it is opened.
    case active
    /// The same, and printing it anew leaves that out.
    case activePaper
    /// It would unpack to far more than it is.
    case bomb
}
