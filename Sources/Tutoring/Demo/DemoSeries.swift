import Kernel
import Platform
import Store

/// A weekly series of the demo across the next change of the clocks: the lessons keep their wall time in Rome.
enum DemoSeries {
    static func move(seenFrom now: Instant) -> DemoMove {
        DemoMove(at: now - .hours(5)) { site, tx in
            let account = try DemoCast.account("arun.nair", tx)
            let tutor = try Tutor.demand(of: DemoCast.account("tina.rossi", tx).id, tx)
            let series = NewSeries(
                tutorId: tutor.id,
                subject: SubjectCode(unchecked: "mathematics"),
                startsOn: firstDate(seenFrom: now),
                time: LocalTime(unchecked: "17:00"),
                zone: .rome,
                rrule: LessonSeries.RuleText(unchecked: "FREQ=WEEKLY;BYDAY=WE;COUNT=4"),
                mode: .bestEffort
            )
            let call = site.call(as: .owner(of: account), with: .lessonTake)
            _ = try MakeSeries(wanted: series, call: call).run(tx)
        }
    }

    /// The second Wednesday before the change, or the next one where that is over.
    private static func firstDate(seenFrom now: Instant) -> CivilDate {
        let today = Zone.rome.civil(now).date
        let offset = Zone.rome.offset(at: now)
        let days = (1...300).first { Zone.rome.offset(at: now + .days($0)) != offset } ?? 30
        let earliest = max(today + (days - 13), today + 3)
        return earliest + (10 - earliest.weekday) % 7
    }
}
