import CLibPQ
import Kernel

/// The object identifiers of the PostgreSQL types used in binary format.
enum PGType {
    static let bool: UInt32 = 16
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802

    static let binary: Set<UInt32> = [
        bool, int8, int2, int4, float4, float8, date, timestamp, timestamptz, numeric, uuid,
    ]

    /// PostgreSQL counts time from 2000-01-01.
    static let epochMicros: Int64 = 946_684_800_000_000
    static let epochDays: Int32 = 10_957
}

/// One binary value of a PostgreSQL result.
struct PGCell {
    private let start: UnsafeRawPointer?
    private let count: Int
    private let type: UInt32
    private let cell: Cell

    init(_ result: OpaquePointer, _ row: Int32, _ column: Int32, _ cell: Cell) {
        let isNull = PQgetisnull(result, row, column) == 1
        start = isNull ? nil : UnsafeRawPointer(PQgetvalue(result, row, column))
        count = Int(PQgetlength(result, row, column))
        type = PQftype(result, column)
        self.cell = cell
    }

    func integer() throws -> Int64 {
        switch type {
        case PGType.int8: return try load(Int64.self)
        case PGType.int4: return Int64(try load(Int32.self))
        case PGType.int2: return Int64(try load(Int16.self))
        case PGType.bool: return Int64(try load(UInt8.self))
        case PGType.numeric:
            guard let value = try numeric().integer else { throw cell.isNot("an integer") }
            return value
        default: throw cell.isNot("an integer")
        }
    }

    func real() throws -> Double {
        switch type {
        case PGType.float8: Double(bitPattern: try load(UInt64.self))
        case PGType.float4: Double(Float(bitPattern: try load(UInt32.self)))
        case PGType.numeric: try numeric().real
        default: Double(try integer())
        }
    }

    func instant() throws -> Instant {
        guard type == PGType.timestamptz || type == PGType.timestamp else { throw cell.isNot("an instant") }
        let (micros, isInfinite) = try load(Int64.self).addingReportingOverflow(PGType.epochMicros)
        guard !isInfinite else { throw cell.isNot("a finite instant") }
        return Instant(micros: micros)
    }

    func date() throws -> CivilDate {
        guard type == PGType.date else { throw cell.isNot("a date") }
        let (days, isInfinite) = try load(Int32.self).addingReportingOverflow(PGType.epochDays)
        guard !isInfinite else { throw cell.isNot("a finite date") }
        return CivilDate(days: days)
    }

    func expectText() throws {
        guard !PGType.binary.contains(type) else { throw cell.isNot("a text") }
    }

    func bytes() throws -> UnsafeRawBufferPointer {
        guard let start else { throw cell.isNot("a value") }
        // jsonb has one byte for the version before the text.
        let skipped = type == PGType.jsonb ? 1 : 0
        return UnsafeRawBufferPointer(start: start + skipped, count: count - skipped)
    }

    private func load<Value: FixedWidthInteger>(_: Value.Type) throws -> Value {
        guard let start, count == MemoryLayout<Value>.size else { throw cell.isNot("a value") }
        return Value(bigEndian: start.loadUnaligned(as: Value.self))
    }

    private func numeric() throws -> PGNumeric {
        guard let start, let number = PGNumeric(UnsafeRawBufferPointer(start: start, count: count)) else {
            throw cell.isNot("a finite number")
        }
        return number
    }
}

/// PostgreSQL's type for sums of integers: digits of base 10 000, with `weight` as the power of the first.
private struct PGNumeric {
    private let digits: [Int16]
    private let weight: Int
    private let isNegative: Bool

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map { offset in
            Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
        }
        guard words[2] == 0 || words[2] == 0x4000, Int(words[0]) == words.count - 4 else { return nil }
        digits = Array(words[4...])
        weight = Int(words[1])
        isNegative = words[2] != 0
    }

    /// Nil for a fraction or a value that is too large.
    var integer: Int64? {
        var value: Int64 = 0
        for position in 0...max(weight, digits.count - 1, 0) {
            let digit = position < digits.count ? Int64(digits[position]) : 0
            guard position <= weight else {
                if digit != 0 { return nil }
                continue
            }
            let (shifted, tooMuch) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, overflow) = shifted.subtractingReportingOverflow(digit)
            guard !tooMuch, !overflow else { return nil }
            value = sum
        }
        // Summed as a negative number, because Int64.min has no positive counterpart.
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    var real: Double {
        var value = digits.reduce(0.0) { $0 * 10_000 + Double($1) }
        let shift = weight + 1 - digits.count
        for _ in 0..<abs(shift) { value = shift > 0 ? value * 10_000 : value / 10_000 }
        return isNegative ? -value : value
    }
}
