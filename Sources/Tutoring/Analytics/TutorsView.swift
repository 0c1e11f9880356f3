import Kernel
import Platform
import Store
import Web

/// The work of all tutors, and of each, in the last 90 days.
struct TutorsView: View {
    /// Hours that were taught.
    var hours: Figure
    /// Lessons that took place, of the agreed ones whose time has come.
    var completion: Figure
    /// Agreed lessons that tutors cancelled.
    var cancels: Figure
    /// Late cancellations and absences within the time.
    var strikes: Figure
    /// Students with a second lesson from the same tutor.
    var repeats: Figure
    /// The earnings of tutors, without commission and VAT.
    var net: Figure
    /// Verified tutors, first those with signals, then by hours; 200 at most.
    var tutors: [TutorRow]

    /// The work of a tutor.
    struct TutorRow: Codable, Sendable {
        /// The teacher whose work the figures of this row describe.
        var tutor: TutorName
        /// Hours that were taught.
        var hours: Figure
        /// Lessons that took place, of the agreed ones whose time has come.
        var completion: Figure
        /// Agreed lessons that the tutor cancelled.
        var cancels: Figure
        /// Late cancellations and absences within the time.
        var strikes: Figure
        /// The median time to a first answer.
        var response: Figure
        /// The rating as everybody sees it.
        var rating: Figure
        /// Students with a second lesson.
        var repeats: Figure
        /// Earnings without commission and VAT.
        var net: Figure
        /// The figures that are far from those of all tutors; empty with fewer than twenty tutors.
        var signals: [Signal]
    }

    /// A figure outside of the median of all tutors and three median absolute deviations around it.
    struct Signal: Codable, Sendable, Equatable {
        /// The name of the figure, such as `cancels`.
        var figure: String
        /// The figure reached, outside of the usual range around `median`.
        var value: Double
        /// The median of all tutors.
        var median: Double
        /// The median absolute deviation of all tutors.
        var deviation: Double
        /// The number of tutors with a value.
        var n: Int
    }

    static let days = 90
    private static let most = 200

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> TutorsView {
        let all = try TutorWork.all(in: period, tx)
        let total = TutorWork.sum(of: all)
        let ranges = TutorWork.ranges(of: all)
        let rows = all.map { (work: $0, signals: $0.signals(against: ranges)) }.sorted { left, right in
            (left.signals.count, left.work.minutes, right.work.id)
                > (right.signals.count, right.work.minutes, left.work.id)
        }
        let window = period.window
        return TutorsView(
            hours: total.hours(window),
            completion: total.completion(window),
            cancels: total.cancels(window),
            strikes: total.strikes(window),
            repeats: total.repeats(window),
            net: total.net(window),
            tutors: rows.prefix(most).map { TutorRow($0.work, $0.signals, window) }
        )
    }
}

extension TutorsView.TutorRow {
    fileprivate init(_ work: TutorWork, _ signals: [TutorsView.Signal], _ window: String) {
        tutor = TutorName(id: work.id, name: work.name)
        hours = work.hours(window)
        completion = work.completion(window)
        cancels = work.cancels(window)
        strikes = work.strikes(window)
        response = Figure(
            work.responseSeconds.map(Double.init),
            .seconds,
            "The median time to a first answer, of 90 days.",
            over: window,
            of: work.responses,
            atLeast: 1
        )
        rating = Figure(
            work.rating,
            .rating,
            "(8 m + sum) / (8 + n), m the mean of the site.",
            over: window,
            of: work.ratings,
            atLeast: 1
        )
        repeats = work.repeats(window)
        net = work.net(window)
        self.signals = signals
    }
}
