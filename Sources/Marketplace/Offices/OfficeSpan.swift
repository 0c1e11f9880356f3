import Kernel
import Platform
import Store
import Web

/// A time to book.
struct OfficeSpan: Body {
    /// The start, at a quarter of an hour, at most 60 days ahead.
    var from: Instant
    /// The end, at a quarter of an hour, at most 12 hours after the start.
    var until: Instant

    static let step = Duration.minutes(15)
    private static let longest = Duration.hours(12)
    private static let horizon = Duration.days(60)

    func check(at now: Instant) throws(Problem) {
        var faults: [Problem.Fault] = []
        if from < now {
            faults.append(.init("/from", .inThePast))
        } else if from > now + Self.horizon {
            faults.append(.init("/from", .moreThan60DaysAhead))
        }
        if !from.isAtStep { faults.append(.init("/from", .notAtAQuarter)) }
        if until <= from {
            faults.append(.init("/until", .endsBeforeItStarts))
        } else if until - from > Self.longest {
            faults.append(.init("/until", .longerThan12Hours))
        }
        if !until.isAtStep { faults.append(.init("/until", .notAtAQuarter)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// Halves of a cent up.
    func price(at hourly: Price) -> Int64 {
        let minutes = (until - from).components.seconds / 60
        return (Int64(hourly.value) * minutes + 30) / 60
    }
}

extension Instant {
    /// Every zone of the world has quarters of an hour at these moments.
    fileprivate var isAtStep: Bool { micros % OfficeSpan.step.micros == 0 }
}

/// The time in which offices can be booked.
enum OfficeHours {
    /// Those of the resources that are open and free for the whole time.
    static func free(
        _ resources: [BookingResource],
        from: Instant,
        until: Instant,
        _ tx: borrowing Tx
    ) throws -> Set<ID<BookingResource>> {
        // The days of any zone.
        let first = Zone.utc.civil(from).date + -1
        let last = Zone.utc.civil(until).date + 1
        let free = try FreeTime.read(of: resources, from: first, through: last, tx)
        return Set(
            free.filter { $0.value.joined.contains { $0.lowerBound <= from && until <= $0.upperBound } }.keys
        )
    }
}

extension [Range<Instant>] {
    /// Spans that touch, as at midnight, are one.
    fileprivate var joined: [Range<Instant>] {
        reduce(into: []) { spans, span in
            if let last = spans.last, last.upperBound >= span.lowerBound {
                spans[spans.count - 1] = last.lowerBound..<Swift.max(last.upperBound, span.upperBound)
            } else {
                spans.append(span)
            }
        }
    }
}
