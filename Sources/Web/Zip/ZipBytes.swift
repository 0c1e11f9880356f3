import Kernel

/// The headers of a ZIP archive according to PKWARE's APPNOTE 6.3.10, with little-endian numbers.
struct ZipBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add16(_ value: some BinaryInteger) { add(value, count: 2) }
    mutating func add32(_ value: some BinaryInteger) { add(value, count: 4) }
    mutating func add64(_ value: some BinaryInteger) { add(value, count: 8) }
    mutating func add(_ text: [UInt8]) { bytes += text }

    private mutating func add(_ value: some BinaryInteger, count: Int) {
        let value = UInt64(truncatingIfNeeded: value)
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
}

/// A time in MS-DOS format: in steps of two seconds, from 1980 on.
public struct ZipMoment: Sendable {
    let date: UInt16
    let time: UInt16

    public init(_ instant: Instant, in zone: Zone) {
        let (day, clock) = zone.civil(instant)
        let (year, month, dayOfMonth) = day.parts
        let seconds = clock.secondOfDay
        date = UInt16(min(max(year - 1980, 0), 127) << 9 | month << 5 | dayOfMonth)
        time = UInt16((seconds / 3_600) << 11 | (seconds / 60 % 60) << 5 | (seconds % 60) / 2)
    }
}
