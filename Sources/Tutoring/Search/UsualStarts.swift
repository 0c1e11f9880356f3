import Kernel
import Platform
import Store

/// The free starts of a tutor for lessons of the usual length.
struct UsualStarts: Sendable {
    /// The length of such a lesson.
    let length: Duration
    private let free: Availability

    /// Those of many tutors in some time, read at once; tutors without hours are left out.
    static func read(
        of tutors: [ID<Tutor>],
        in time: Range<Instant>,
        _ tx: borrowing Tx
    ) throws -> [ID<Tutor>: UsualStarts] {
        let found = Array(try Tutor.list(tutors, tx).values)
        let resources = try BookingResource.list(of: found.map(\.account), tx)
        let byAccount = Dictionary(resources.map { ($0.account, $0) }) { first, _ in first }
        let open = found.compactMap { tutor in byAccount[tutor.account].map { (tutor: tutor, resource: $0) } }
        let free = try Availability.read(
            of: open.map { ($0.resource, LessonTerms.of($0.tutor, minutes: $0.tutor.usualMinutes)) },
            // In any zone, the days are these or the next ones.
            from: Zone.utc.civil(time.lowerBound).date + -1,
            through: Zone.utc.civil(time.upperBound).date + 1,
            tx
        )
        var starts: [ID<Tutor>: UsualStarts] = [:]
        for (tutor, resource) in open {
            starts[tutor.id] = free[resource.id].map {
                UsualStarts(length: .minutes(tutor.usualMinutes), free: $0)
            }
        }
        return starts
    }

    /// The starts of lessons that begin and end within one of the spans, in order.
    func within(_ spans: [Range<Instant>]) -> some Sequence<Instant> {
        let days = spans.map { span in
            (
                first: free.resource.zone.civil(span.lowerBound).date,
                last: free.resource.zone.civil(span.upperBound).date
            )
        }
        let dates = Set(days.flatMap { first, last in (0...(last - first)).map { first + $0 } })
        return dates.sorted().lazy.flatMap { free.slots(on: $0) }.filter { start in
            spans.contains { $0.lowerBound <= start && start + length <= $0.upperBound }
        }
    }
}

extension Tutor {
    /// An hour, or the shortest lesson on offer without hours.
    fileprivate var usualMinutes: Int {
        minutes.isEmpty || minutes.contains(.hour) ? LessonMinutes.hour.value : minutes[0].value
    }
}
