import Kernel
import Store

/// Numbers of units of a lot, as sorted ranges that do not touch, such as `0-99,150-199`; one lesson is 100 units.
struct UnitSet: Hashable, Sendable {
    private(set) var ranges: [Range<Int>]

    static let empty = UnitSet(ranges: [])
    /// The units of one lesson.
    static let lesson = 100

    /// The units from 0 on.
    init(first count: Int) {
        self.init(ranges: count > 0 ? [0..<count] : [])
    }

    private init(ranges: [Range<Int>]) {
        self.ranges = ranges
    }

    var count: Int { ranges.reduce(0) { $0 + $1.count } }
    var isEmpty: Bool { ranges.isEmpty }

    /// The lowest units, all of them when there are fewer.
    func prefix(_ count: Int) -> UnitSet {
        var (left, chosen) = (count, [Range<Int>]())
        for range in ranges where left > 0 {
            let part = range.lowerBound..<min(range.upperBound, range.lowerBound + left)
            chosen.append(part)
            left -= part.count
        }
        return UnitSet(ranges: chosen)
    }

    /// The highest units, all of them when there are fewer.
    func suffix(_ count: Int) -> UnitSet { removing(prefix(max(0, self.count - count))) }

    func adding(_ other: UnitSet) -> UnitSet {
        var joined: [Range<Int>] = []
        for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return UnitSet(ranges: joined)
    }

    func removing(_ other: UnitSet) -> UnitSet {
        var left = ranges
        for hole in other.ranges {
            left = left.flatMap { range in
                [
                    range.lowerBound..<max(range.lowerBound, min(range.upperBound, hole.lowerBound)),
                    min(range.upperBound, max(range.lowerBound, hole.upperBound))..<range.upperBound,
                ]
                .filter { !$0.isEmpty }
            }
        }
        return UnitSet(ranges: left)
    }
}

extension UnitSet: RawRepresentable, SQLValueConvertible {
    var rawValue: String {
        ranges.map { "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ",")
    }

    /// Nil for anything but ascending ranges that do not touch.
    init?(rawValue text: String) {
        var ranges: [Range<Int>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: !text.isEmpty ? false : true) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last,
                ranges.last.map({ $0.upperBound < first }) ?? true
            else { return nil }
            ranges.append(first..<last + 1)
        }
        self.init(ranges: ranges)
    }
}
