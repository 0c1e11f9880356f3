import Kernel

/// The values of one statement in wire format; the buffers are reused.
struct PGParameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    private static let text: Int32 = 0
    private static let binary: Int32 = 1

    mutating func encode(_ values: [SQLValue], as types: [UInt32]) throws {
        guard types.count == values.count else {
            throw DatabaseError(.other, "the text of the statement contains a placeholder of its own")
        }
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) { try append(value, as: type) }
    }

    func withPointers<Output>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Output
    ) throws -> Output {
        try bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress
            let pointers = offsets.map { offset in
                offset.flatMap { offset in start.map { ($0 + offset).assumingMemoryBound(to: CChar.self) } }
            }
            return try body(Int32(pointers.count), pointers, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue, as type: UInt32) throws {
        let start = bytes.count
        if value == .null {
            offsets.append(nil)
            lengths.append(0)
            formats.append(Self.text)
            return
        }
        let format = try put(value, as: type)
        offsets.append(start)
        lengths.append(Int32(bytes.count - start))
        formats.append(format)
        // A text ends with a zero byte, and an empty value still needs an address.
        bytes.append(0)
    }

    /// Binary if the server's type is the expected one; otherwise a text that the server parses.
    private mutating func put(_ value: SQLValue, as type: UInt32) throws -> Int32 {
        switch value {
        case .null: return Self.text
        case .boolean(let flag):
            guard type == PGType.bool else { return put(text: flag ? "1" : "0") }
            bytes.append(flag ? 1 : 0)
        case .integer(let number): return try put(number, as: type)
        case .real(let number):
            guard type == PGType.float8 else { return put(text: String(number)) }
            put(number.bitPattern)
        case .text(let text), .json(let text): return put(text: try SQLValue.withoutNUL(text))
        case .list(let values, _): return put(text: try SQLValue.withoutNUL(SQLList.postgres(values)))
        case .bytes(let value): bytes.append(contentsOf: value)
        case .id(let raw):
            guard type == PGType.uuid else { return put(text: ID<Never>(raw: raw).description) }
            put(raw)
        case .instant(let instant):
            guard type == PGType.timestamptz || type == PGType.timestamp else {
                return put(text: instant.description)
            }
            put(instant.micros - PGType.epochMicros)
        case .date(let date):
            guard type == PGType.date else { return put(text: date.description) }
            put(date.days - PGType.epochDays)
        }
        return Self.binary
    }

    private mutating func put(_ number: Int64, as type: UInt32) throws -> Int32 {
        switch type {
        case PGType.int8: put(number)
        case PGType.int4: put(try narrowed(number, to: Int32.self))
        case PGType.int2: put(try narrowed(number, to: Int16.self))
        default: return put(text: String(number))
        }
        return Self.binary
    }

    private func narrowed<Narrow: FixedWidthInteger>(_ number: Int64, to _: Narrow.Type) throws -> Narrow {
        guard let narrow = Narrow(exactly: number) else {
            throw DatabaseError(.check(""), code: "22003", "\(number) is out of the range of its column")
        }
        return narrow
    }

    private mutating func put(text: String) -> Int32 {
        bytes.append(contentsOf: text.utf8)
        return Self.text
    }

    private mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
