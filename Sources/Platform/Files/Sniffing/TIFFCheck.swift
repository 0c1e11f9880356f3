import Kernel

/// TIFF 6: directories inside the file, each visited once, with strips or tiles inside the file.
enum TIFFCheck {
    private static let maximumPages = 4_096
    /// A strip for each line of the longest page of a scanner.
    private static let maximumStrips = 65_535

    static func check(_ content: Content) throws {
        let order = try Order(isBig: content.byte(at: 0) == 0x4D)
        var position = order.number(try content.whole(at: 4, 4), 0, 4)
        guard position >= 8 else { throw Unsound.damaged }
        var met: Set<Int> = []
        while position != 0 {
            guard met.insert(position).inserted, met.count <= maximumPages else { throw Unsound.damaged }
            let count = order.number(try content.whole(at: position, 2), 0, 2)
            guard count > 0 else { throw Unsound.damaged }
            let directory = try content.whole(at: position + 2, count * 12 + 4)
            try checkPage(directory, count, content, order)
            position = order.number(directory, count * 12, 4)
        }
    }

    /// The byte order of numbers.
    private struct Order {
        let isBig: Bool

        func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
            isBig ? bytes.bigEndian(offset, count) : bytes.littleEndian(offset, count)
        }
    }

    private static let widths = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8]

    /// The tags of positions and lengths, of strips (273, 279) and tiles (324, 325).
    private static let pairs = [(starts: 273, counts: 279), (starts: 324, counts: 325)]
    private static let wanted = Set(pairs.flatMap { [$0.starts, $0.counts] })

    private static func checkPage(
        _ directory: [UInt8],
        _ count: Int,
        _ content: Content,
        _ order: Order
    ) throws {
        var fields: [Int: [Int]] = [:]
        for entry in stride(from: 0, to: count * 12, by: 12) {
            let tag = order.number(directory, entry, 2)
            guard let width = widths[order.number(directory, entry + 2, 2)] else { continue }
            let (count, place) = (
                order.number(directory, entry + 4, 4), order.number(directory, entry + 8, 4)
            )
            guard width * count <= 4 || place + width * count <= content.size else { throw Unsound.damaged }
            guard wanted.contains(tag), width == 2 || width == 4 else { continue }
            guard count <= maximumStrips, fields[tag] == nil else { throw Unsound.damaged }
            let values =
                width * count <= 4
                ? Array(directory[(entry + 8)..<(entry + 12)]) : try content.whole(at: place, width * count)
            fields[tag] = (0..<count).map { order.number(values, $0 * width, width) }
        }
        for pair in pairs {
            guard let starts = fields[pair.starts], let counts = fields[pair.counts] else { continue }
            guard starts.count == counts.count, zip(starts, counts).allSatisfy({ $0 + $1 <= content.size })
            else { throw Unsound.damaged }
        }
    }
}
