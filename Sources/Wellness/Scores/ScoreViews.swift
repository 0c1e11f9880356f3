import Kernel
import Platform
import Store
import Web

/// The dates of a list of scores.
struct ScoreQuery: Query {
    /// The first date, at most 365 days before `to`; 29 days before it when absent.
    var from: CivilDate?
    /// The last date; today in the caller's time zone when absent.
    var to: CivilDate?
}

/// The rolling score of one date.
struct ScoreView: View {
    /// The last of the seven dates.
    var date: CivilDate
    /// The means by the keys of the domains that are active on the date.
    var domains: [String: ShownMean]
    /// The weighted mean of the domains.
    var total: ShownTotal

    private init(_ means: Means, on date: CivilDate) {
        self.date = date
        domains = means.shown
        total = ShownTotal(means.total)
    }

    private init(_ stored: StoredScore) throws {
        date = stored.date
        domains = try JSON.decode([String: ShownMean].self, from: Array(stored.domains.utf8))
        total = try JSON.decode(ShownTotal.self, from: Array(stored.total.utf8))
    }

    /// The kept scores of the dates; scores that no job has made yet are computed.
    static func list(
        of account: ID<Account>,
        in dates: ClosedRange<CivilDate>,
        _ tx: borrowing Tx
    ) throws -> [ScoreView] {
        let kept = try StoredScore.list(of: account, in: dates, tx)
        let known = Dictionary(uniqueKeysWithValues: kept.map { ($0.date, $0) })
        let missing = dates.days.filter { known[$0] == nil }
        guard let first = missing.first, let last = missing.last else {
            return try dates.days.compactMap { try known[$0].map(ScoreView.init) }
        }
        let diary = try ScoredDiary.read(
            of: account,
            in: first + (1 - StoredScore.windowDays)...last,
            by: DiaryDomain.table(tx),
            tx
        )
        return try dates.days.map { date in
            try known[date].map(ScoreView.init) ?? ScoreView(diary.rolling(on: date), on: date)
        }
    }
}

/// The date of a Reset Circle.
struct CircleQuery: Query {
    /// The last of the 28 dates; today in the caller's time zone when absent.
    var date: CivilDate?
}

/// The share of good dates of each domain among 28 dates.
struct ResetCircleView: View {
    /// The first of the 28 dates.
    var from: CivilDate
    /// The last of the 28 dates.
    var to: CivilDate
    /// The mean share of the drawn domains, from 0 to 1; absent when none is drawn.
    var circle: Hundredths?
    /// Whether every active domain has a share of at least 0.6 and a coverage of at least 0.5.
    var closed: Bool
    /// The active domains in their order.
    var domains: [Segment]
    /// The domains whose share fell by at least 0.2 from the 28 dates before: the two largest drops.
    var resets: [Drop]

    /// One domain of the circle.
    struct Segment: Codable, Sendable {
        /// The key of the domain.
        var key: String
        /// The dates at or above the domain's threshold among the scored ones, from 0 to 1; absent when the domain is not drawn.
        var share: Hundredths?
        /// The scored dates among the 28, from 0 to 1.
        var coverage: Hundredths
        /// Whether a quarter of the dates or more is scored; a domain with fewer is left out.
        var drawn: Bool
        /// The share of the 28 dates before, from 0 to 1; absent when the domain was not drawn then.
        var previousShare: Hundredths?
    }

    /// A domain with a share well below the one before.
    struct Drop: Codable, Sendable {
        /// The key of the domain.
        var key: String
        /// The share lost, from 0.2 to 1.
        var drop: Hundredths
    }

    init(_ circle: ResetCircle) {
        from = circle.dates.lowerBound
        to = circle.dates.upperBound
        self.circle = circle.share.map { Hundredths($0) }
        closed = circle.isClosed
        domains = circle.segments.map { segment in
            Segment(
                key: segment.domain,
                share: segment.share.map { Hundredths($0) },
                coverage: Hundredths(segment.coverage),
                drawn: segment.isDrawn,
                previousShare: segment.previousShare.map { Hundredths($0) }
            )
        }
        resets = circle.resets.map { Drop(key: $0.domain, drop: Hundredths($0.drop)) }
    }
}

/// The caller's streaks.
struct StreaksView: View {
    /// The streak that goes on today or ended yesterday; absent when there is none.
    var current: Run?
    /// The longest streak, of equal ones the latest; absent without an entry.
    var longest: Run?
    /// The empty dates within the current streak that a change of time zone took away.
    var bridged: [CivilDate]
    /// Whether there is an entry for today in the caller's time zone.
    var loggedToday: Bool

    /// Consecutive dates with an entry.
    struct Run: Codable, Sendable {
        /// The number of dates with an entry.
        var days: Int
        /// The first date.
        var from: CivilDate
        /// The last date with an entry.
        var to: CivilDate
    }

    init(_ streaks: Streaks) {
        current = streaks.current.map { Run(days: $0.days, from: $0.from, to: $0.to) }
        longest = streaks.longest.map { Run(days: $0.days, from: $0.from, to: $0.to) }
        bridged = streaks.current?.bridged ?? []
        loggedToday = streaks.isLoggedToday
    }
}
