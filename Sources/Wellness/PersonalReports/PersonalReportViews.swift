import Kernel
import Platform
import Web

/// An order of a personal report.
struct NewPersonalReport: Body {
    /// The contents of the report.
    var kind: PersonalReport.Kind
    /// For `weekly`, and required there: a week that is over, such as `2026-W11`.
    var week: ISOWeek?
    /// For `diary`, and required there: the first date.
    var from: CivilDate?
    /// For `diary`, and required there: the last date, at most 366 dates from the first.
    var to: CivilDate?
    /// The format of the file.
    var format: PersonalReport.Format
    /// Whether the file has the notes; false by default.
    var includeNotes: Bool?
}

extension NewPersonalReport {
    /// Refused with all faults of the dates.
    func order(today: CivilDate, in languages: [Language]) throws(Problem) -> PersonalReport.Order {
        let faults = kind == .weekly ? weeklyFaults(today: today) : diaryFaults
        guard faults.isEmpty, let dates else { throw Problem(.invalid, faults: faults) }
        return PersonalReport.Order(
            kind: kind,
            format: format,
            dates: dates,
            includesNotes: includeNotes ?? false,
            language: languages.first ?? .english
        )
    }

    private var dates: ClosedRange<CivilDate>? {
        guard kind == .diary else { return week?.dates }
        guard let from, let to, from <= to else { return nil }
        return from...to
    }

    private func weeklyFaults(today: CivilDate) -> [Problem.Fault] {
        var faults = [("/from", from), ("/to", to)].filter { $0.1 != nil }
            .map { Problem.Fault($0.0, .onlyForDiary) }
        if let week {
            if let fault = CivilDate.fault(of: week.dates.lowerBound, at: "/week") { faults.append(fault) }
            if week.dates.upperBound >= today { faults.append(Problem.Fault("/week", .weekNotOver)) }
        } else {
            faults.append(Problem.Fault("/week", Refusal(.required)))
        }
        return faults
    }

    private var diaryFaults: [Problem.Fault] {
        var faults = week == nil ? [] : [Problem.Fault("/week", .onlyForWeekly)]
        if from == nil { faults.append(Problem.Fault("/from", Refusal(.required))) }
        if to == nil { faults.append(Problem.Fault("/to", Refusal(.required))) }
        faults += [CivilDate.fault(of: from, at: "/from"), CivilDate.fault(of: to, at: "/to")].compactMap(
            \.self
        )
        guard let from, let to else { return faults }
        if to < from {
            faults.append(Problem.Fault("/to", .fromAfterTo))
        } else if to - from >= DateSpan.maximumDays {
            faults.append(Problem.Fault("/to", .spanTooLong(DateSpan.maximumDays)))
        }
        return faults
    }
}

// swift-format-ignore
extension Refusal {
    static let weekNotOver   = Refusal("week_not_over",   ["en": "is a week that has not ended", "it": "è una settimana non ancora finita"])
    static let onlyForDiary  = Refusal("only_for_diary",  ["en": "applies only to the kind diary", "it": "vale solo per il tipo diary"])
    static let onlyForWeekly = Refusal("only_for_weekly", ["en": "applies only to the kind weekly", "it": "vale solo per il tipo weekly"])
}

/// A personal report of the caller.
struct PersonalReportView: View {
    var id: ID<PersonalReport>
    /// The contents of the report.
    var kind: PersonalReport.Kind
    /// The format of the file.
    var format: PersonalReport.Format
    /// The first date.
    var from: CivilDate
    /// The last date.
    var to: CivilDate
    /// Whether the file has the notes.
    var includeNotes: Bool
    /// How far the report has come; the file can be downloaded while it is `ready`.
    var state: PersonalReport.Status
    /// When the report was ordered.
    var createdAt: Instant
    /// When the file was ready; absent before.
    var readyAt: Instant?
    /// When the file is deleted, seven days after it was ready; absent before it is ready.
    var expiresAt: Instant?
    /// The size of the file in bytes, even after it has expired; absent before it is ready.
    var size: Int?
    /// The reason why there is no file; absent unless the report failed.
    var failure: PersonalReport.Failure?

    init(_ report: PersonalReport, at now: Instant) {
        id = report.id
        kind = report.order.kind
        format = report.order.format
        from = report.order.dates.lowerBound
        to = report.order.dates.upperBound
        includeNotes = report.order.includesNotes
        state = report.shownStatus(at: now)
        createdAt = report.createdAt
        readyAt = report.readyAt
        expiresAt = report.expiresAt
        size = report.size
        failure = report.failure
    }
}
