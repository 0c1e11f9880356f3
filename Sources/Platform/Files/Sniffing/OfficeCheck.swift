import Kernel

/// The directory at the end of a ZIP archive (APPNOTE 4.3): the list of entries, without unpacking them.
struct ZipDirectory {
    struct Entry {
        let name: String
        let packed: Int
        let unpacked: Int
        let isEncrypted: Bool
    }

    let entries: [Entry]

    private static let endMark: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let entryMark: [UInt8] = [0x50, 0x4B, 1, 2]
    private static let maximumEntries = 10_000
    private static let maximumBytes = 4 << 20

    /// Throws unless the archive fills the whole file.
    init(_ content: Content) throws {
        let tail = try content.tail(22 + 65_535)
        guard let end = tail.lastPosition(of: Self.endMark), end + 22 <= tail.count else {
            throw Unsound.damaged
        }
        let record = tail[end...]
        let (count, size, start) = (
            record.littleEndian(10, 2), record.littleEndian(12, 4), record.littleEndian(16, 4)
        )
        guard try content.ends(at: content.size - tail.count + end + 22 + record.littleEndian(20, 2)) else {
            throw Unsound.ambiguous
        }
        guard record.littleEndian(4, 4) == 0, count == record.littleEndian(8, 2), count > 0,
            count <= Self.maximumEntries, size <= Self.maximumBytes
        else { throw Unsound.damaged }
        guard start + size == content.size - tail.count + end else { throw Unsound.ambiguous }
        entries = try Self.entries(in: try content.whole(at: start, size), count: count)
    }

    private static func entries(in directory: [UInt8], count: Int) throws -> [Entry] {
        var position = 0
        return try (0..<count).map { _ in
            let entry = directory[min(position, directory.count)...]
            guard entry.count >= 46, entry.starts(with: entryMark) else { throw Unsound.damaged }
            let nameLength = entry.littleEndian(28, 2)
            guard entry.count >= 46 + nameLength else { throw Unsound.damaged }
            position += 46 + nameLength + entry.littleEndian(30, 2) + entry.littleEndian(32, 2)
            return Entry(
                name: String(decoding: entry.dropFirst(46).prefix(nameLength), as: UTF8.self),
                packed: entry.littleEndian(20, 4),
                unpacked: entry.littleEndian(24, 4),
                isEncrypted: entry.littleEndian(8, 2) & 1 == 1
            )
        }
    }

    /// Whether an unpacking program would find an archive in a file of another type.
    static func stands(in content: Content) throws -> Bool {
        let tail = try content.tail(22 + 65_535)
        guard let end = tail.lastPosition(of: endMark), end + 22 <= tail.count else { return false }
        let size = tail[end...].littleEndian(12, 4)
        let place = content.size - tail.count + end - size
        return try content.bytes(at: place, 4) == entryMark
    }
}

/// Office Open XML: a ZIP archive declared as a document or a workbook, without macros.
enum OfficeCheck {
    private static let mainParts: [(part: String, type: MediaType)] = [
        ("word/document.xml", .docx), ("xl/workbook.xml", .xlsx), ("ppt/presentation.xml", .pptx),
    ]
    private static let maximumUnpacked = 1 << 30
    private static let maximumRatio = 200

    static func check(_ content: Content, _ head: [UInt8]) throws -> Sniffed? {
        Sniffed(type: try type(of: content))
    }

    private static func type(of content: Content) throws -> MediaType {
        let entries = try ZipDirectory(content).entries
        let packed = entries.reduce(0) { $0 + $1.packed }
        let unpacked = entries.reduce(0) { $0 + $1.unpacked }
        // The sizes of overlapping entries exceed the archive's size.
        guard packed <= content.size, unpacked <= maximumUnpacked,
            unpacked <= max(1 << 20, packed * maximumRatio)
        else { throw Unsound.bomb }
        let names = Set(entries.map(\.name))
        guard names.count == entries.count, !names.contains(where: isStray) else { throw Unsound.ambiguous }
        guard names.contains("[Content_Types].xml") else { return .zip }
        guard !entries.contains(where: \.isEncrypted) else { throw Unsound.damaged }
        guard !names.contains(where: isProgram) else { throw Unsound.active }
        let types = mainParts.filter { names.contains($0.part) }.map(\.type)
        guard types.count <= 1 else { throw Unsound.ambiguous }
        return types.first ?? .zip
    }

    /// Macros, and controls drawn by another program of the reader's machine.
    private static func isProgram(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasSuffix("vbaproject.bin") || lower.split(separator: "/").contains("activex")
    }

    private static func isStray(_ name: String) -> Bool {
        name.hasPrefix("/") || name.contains("\\") || name.split(separator: "/").contains("..")
    }
}
