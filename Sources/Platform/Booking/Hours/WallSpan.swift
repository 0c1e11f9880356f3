import Kernel

/// A part of a day in local time, from one second up to another.
package struct WallSpan: Sendable, Hashable {
    package let from: Int
    /// 86 400 is the end of the day.
    package let until: Int

    package static let wholeDay = WallSpan(from: 0, until: 86_400)

    init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// Midnight as an end is the end of the day; nil when it ends before it begins.
    package init?(from: LocalTime, until: LocalTime) {
        let end = until == .midnight ? 86_400 : until.secondOfDay
        guard from.secondOfDay < end else { return nil }
        self.init(from: from.secondOfDay, until: end)
    }

    package var start: LocalTime { LocalTime(from / 3_600, from / 60 % 60, from % 60) ?? .midnight }
    package var end: LocalTime {
        let second = until % 86_400
        return LocalTime(second / 3_600, second / 60 % 60, second % 60) ?? .midnight
    }

    func overlaps(_ other: WallSpan) -> Bool { from < other.until && other.from < until }

    /// The remaining parts without `other`.
    func without(_ other: WallSpan) -> [WallSpan] {
        guard overlaps(other) else { return [self] }
        let parts = [
            WallSpan(from: from, until: other.from), WallSpan(from: other.until, until: until),
        ]
        return parts.filter { $0.from < $0.until }
    }
}

extension [WallSpan] {
    /// In order, with touching spans merged.
    func merged() -> [WallSpan] {
        sorted { $0.from < $1.from }.reduce(into: []) { spans, span in
            if let last = spans.last, span.from <= last.until {
                spans[spans.count - 1] = WallSpan(from: last.from, until: Swift.max(last.until, span.until))
            } else {
                spans.append(span)
            }
        }
    }

    func without(_ others: [WallSpan]) -> [WallSpan] {
        others.reduce(self) { left, other in left.flatMap { $0.without(other) } }
    }
}
