import Glibc
import Kernel

/// The bytes of a file, read where a sniffer wants to look.
struct Content {
    let size: Int
    private let source: (_ offset: Int, _ count: Int) throws -> [UInt8]

    init(_ bytes: [UInt8]) {
        size = bytes.count
        source = { offset, count in Array(bytes.dropFirst(offset).prefix(count)) }
    }

    /// `file` stays open as long as the content is used.
    init(file: Int32, size: Int) {
        self.size = size
        source = { try Disk.read(file, at: $0, count: $1) }
    }

    /// Fewer bytes than asked for where the file ends.
    func bytes(at offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0, offset < size else { return [] }
        return try source(offset, min(count, size - offset))
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
}

/// Why a file is not taken, whatever its type.
enum Unsound: Error, Equatable {
    /// It breaks off, or its parts do not fit together.
    case damaged
    /// It is a file of another type at the same time.
    case ambiguous
    /// It carries what runs when it is opened.
    case active
    /// It would unpack to far more than it is.
    case bomb
}

extension RandomAccessCollection<UInt8> where Index == Int {
    func starts(with text: String) -> Bool {
        starts(with: text.utf8)
    }

    /// Where `pattern` stands first.
    func firstPosition(of pattern: some Collection<UInt8>) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        return indices.dropLast(pattern.count - 1).first { index in
            self[index] == first && self[index...].starts(with: pattern)
        }
    }

    func lastPosition(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return indices.dropLast(pattern.count - 1).last { self[$0...].starts(with: pattern) }
    }

    func bigEndian(_ offset: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 << 8 | Int(self[startIndex + offset + $1]) }
    }

    func littleEndian(_ offset: Int, _ count: Int) -> Int {
        (0..<count).reversed().reduce(0) { $0 << 8 | Int(self[startIndex + offset + $1]) }
    }
}
