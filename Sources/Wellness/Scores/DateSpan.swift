import Kernel
import Web

/// The span of dates in a query.
struct DateSpan: Sendable {
    let from: CivilDate?
    let to: CivilDate?

    /// The maximum number of dates in one answer.
    static let maximumDays = 366

    /// The dates from `from` to `to`, by default the last `usual` ones up to today; refused with 422.
    func dates(
        usually usual: (_ last: CivilDate) -> CivilDate,
        atMost most: Int = maximumDays,
        today: CivilDate
    ) throws -> ClosedRange<CivilDate> {
        var faults = [
            CivilDate.fault(of: from, at: "query/from"), CivilDate.fault(of: to, at: "query/to"),
        ].compactMap(\.self)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let last = to ?? max(today, from ?? today)
        let first = from ?? usual(last)
        if first > last {
            faults.append(Problem.Fault("query/to", .fromAfterTo))
        } else if last - first >= most {
            faults.append(Problem.Fault("query/to", .spanTooLong(most)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return first...last
    }
}

extension CivilDate {
    /// The supported years; both databases can represent the dates around them.
    private static let diaryYears = 1970...2199

    var isOfDiaries: Bool { Self.diaryYears.contains(year) }

    static func fault(of date: CivilDate?, at pointer: String) -> Problem.Fault? {
        guard let date, !date.isOfDiaries else { return nil }
        return Problem.Fault(pointer, Refusal(.outOfRange(diaryYears)))
    }
}

extension Refusal {
    static func spanTooLong(_ days: Int) -> Refusal {
        Refusal(
            "span_too_long",
            [
                "en": "makes the span longer than \(days) dates",
                "it": "rende il periodo più lungo di \(days) date",
            ]
        )
    }
}
