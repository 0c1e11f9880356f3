import Kernel

/// TIFF 6: directories that lie inside the file, and strips or tiles that do.
enum TIFFCheck {
    private static let mostPages = 4_096

    static func check(_ content: Content) throws {
        let isBig = try content.bytes(at: 0, 1) == [0x4D]
        let number = { (bytes: ArraySlice<UInt8>, offset: Int, count: Int) in
            isBig ? bytes.bigEndian(offset, count) : bytes.littleEndian(offset, count)
        }
        var position = number(try content.whole(at: 4, 4)[...], 0, 4)
        guard position >= 8 else { throw Unsound.damaged }
        for _ in 0..<mostPages where position != 0 {
            let count = number(try content.whole(at: position, 2)[...], 0, 2)
            guard count > 0 else { throw Unsound.damaged }
            let directory = try content.whole(at: position + 2, count * 12 + 4)
            var fields: [Int: [Int]] = [:]
            for entry in 0..<count {
                let field = directory[(entry * 12)..<(entry * 12 + 12)]
                let tag = number(field, 0, 2)
                let values = try values(of: field, content, number)
                if offsetTags.contains(tag) || lengthTags.contains(tag) { fields[tag] = values }
            }
            try checkData(fields, content)
            position = number(directory.suffix(4), 0, 4)
        }
        guard position == 0 else { throw Unsound.damaged }
    }

    /// Where strips (273, 279) and tiles (324, 325) are, and how long.
    private static let offsetTags: Set<Int> = [273, 324]
    private static let lengthTags: Set<Int> = [279, 325]

    private static func checkData(_ fields: [Int: [Int]], _ content: Content) throws {
        for (offsets, lengths) in [(273, 279), (324, 325)] {
            guard let starts = fields[offsets], let counts = fields[lengths] else { continue }
            guard starts.count == counts.count,
                zip(starts, counts).allSatisfy({ $0 + $1 <= content.size })
            else { throw Unsound.damaged }
        }
    }

    /// The numbers of a field of type SHORT (3) or LONG (4); of others only that they are inside the file.
    private static func values(
        of field: ArraySlice<UInt8>,
        _ content: Content,
        _ number: (ArraySlice<UInt8>, Int, Int) -> Int
    ) throws -> [Int] {
        let widths = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8]
        let (type, count) = (number(field, 2, 2), number(field, 4, 4))
        guard let width = widths[type] else { return [] }
        let length = width * count
        let place = number(field, 8, 4)
        guard length <= 4 || place + length <= content.size else { throw Unsound.damaged }
        guard type == 3 || type == 4, count <= 1_000_000 else { return [] }
        let bytes = length <= 4 ? Array(field.suffix(4)) : try content.whole(at: place, length)
        return (0..<count).map { number(bytes[...], $0 * width, width) }
    }
}
