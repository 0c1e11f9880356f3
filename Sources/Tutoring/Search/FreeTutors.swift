import Kernel
import Platform
import Store

/// The tutors with a free start in some time.
enum FreeTutors {
    /// Those of `tutors` whose lesson of the usual length can begin and end in `time`.
    ///
    /// Opening hours and busy times of all are read at once; the rules are asked only where there is a gap.
    static func among(
        _ tutors: [ID<Tutor>],
        in time: Range<Instant>,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Tutor>> {
        let found = try Tutor.list(tutors, tx)
        let resources = try BookingResource.list(of: found.values.map(\.account), tx)
        let byAccount = Dictionary(
            resources.compactMap { resource in resource.account.map { ($0, resource) } }
        ) {
            first,
            _ in first
        }
        // In any zone, the days are these or the next ones.
        let first = Zone.utc.civil(time.lowerBound).date + -1
        let last = Zone.utc.civil(time.upperBound).date + 1
        let gaps = try FreeTime.read(of: resources, from: first, through: last, tx)
        var free: Set<ID<Tutor>> = []
        for tutor in found.values {
            guard let resource = byAccount[tutor.account],
                gaps[resource.id]?.contains(where: { $0.overlaps(time) }) ?? false,
                try tutor.usualStarts(in: time, of: resource, tx).contains(where: { _ in true })
            else { continue }
            free.insert(tutor.id)
        }
        return free
    }
}

extension Tutor {
    /// An hour, or the shortest lesson on offer without hours.
    var usualMinutes: Int {
        minutes.isEmpty || minutes.contains(.hour) ? LessonMinutes.hour.value : minutes[0].value
    }

    /// The free starts of lessons of the usual length that are over by the end of `time`.
    func usualStarts(
        in time: Range<Instant>,
        of resource: BookingResource,
        _ tx: borrowing Tx
    ) throws -> [Instant] {
        let terms = LessonTerms.of(self, minutes: usualMinutes)
        let first = max(zone.civil(time.lowerBound).date, today(tx))
        let last = min(zone.civil(time.upperBound).date, zone.civil(tx.now + terms.horizon).date)
        guard first <= last else { return [] }
        let free = try Availability.read(of: resource, for: terms, from: first, through: last, tx)
        return (0...(last - first)).flatMap { free.slots(on: first + $0) }
            .filter { $0 >= time.lowerBound && $0 + .minutes(usualMinutes) <= time.upperBound }
    }
}
