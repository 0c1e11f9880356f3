import Kernel
import Platform
import Store

/// The free starts of a tutor that suit a student best.
struct Suggestions: Sendable {
    let student: ID<Account>
    let tutor: Tutor
    let minutes: Int
    let call: Call

    private static let days = 14
    private static let most = 10
    private static let near = Duration.minutes(30)

    func best(_ tx: borrowing Tx) throws -> [SuggestionView] {
        guard tutor.isOpen, let resource = try BookingResource.find(of: tutor.account, tx) else { return [] }
        var terms = LessonTerms.of(tutor, minutes: minutes)
        terms.horizon = min(terms.horizon, .days(Self.days))
        let today = tutor.today(tx)
        let time = try Availability.read(
            of: resource,
            for: terms,
            from: today,
            through: today + Self.days,
            tx
        )
        let busy = try busy(tx)
        let free = (0...Self.days).flatMap { time.slots(on: today + $0) }
            .filter { start in !busy.contains { $0.overlaps(start..<start + .minutes(minutes)) } }
        let habits = try Habits.read(of: student, in: PersonZone.of(student, at: call.site, tx), tx)
        let lessons = try lessons(of: resource, tx)
        let found = free.map { start in
            let parts = parts(of: start, habits, lessons, now: tx.now)
            return SuggestionView(
                startsAt: start,
                score: Score.perMille(parts.map { ($0.weight, $0.value) }),
                parts: parts
            )
        }
        let sorted = found.sorted { ($1.score, $0.startsAt) < ($0.score, $1.startsAt) }
        return Array(sorted.prefix(Self.most))
    }

    private func parts(
        of start: Instant,
        _ habits: Habits,
        _ lessons: [Range<Instant>],
        now: Instant
    ) -> [ScorePart] {
        let end = start + .minutes(minutes)
        let isNear = lessons.contains {
            (.zero...Self.near).contains(start - $0.upperBound)
                || (.zero...Self.near).contains($0.lowerBound - end)
        }
        let ahead = Int((start - now).components.seconds / 86_400)
        let usual = habits.share(of: start)
        return [
            ScorePart("habit", weight: 50, usual, Self.habit(usual), in: call.languages),
            ScorePart("near", weight: 30, isNear ? 1_000 : 0, Self.near(isNear), in: call.languages),
            ScorePart(
                "soon",
                weight: 20,
                1_000 * (Self.days - ahead) / Self.days,
                Self.soon(ahead),
                in: call.languages
            ),
        ]
    }

    /// The times at which the student has a lesson, or something else in a linked calendar.
    private func busy(_ tx: borrowing Tx) throws -> [Range<Instant>] {
        let end = tx.now + .days(Self.days + 1)
        return try ranges(
            """
            SELECT b.starts_at, b.ends_at FROM booking b
             WHERE b.holder_id = \(student) AND b.is_active AND b.ends_at > \(tx.now) AND b.starts_at < \(end)
               AND (b.held_until IS NULL OR b.held_until > \(tx.now))
            UNION ALL
            SELECT x.starts_at, x.ends_at FROM booking_outside x JOIN booking_resource o ON o.id = x.resource_id
             WHERE o.account_id = \(student) AND x.ends_at > \(tx.now) AND x.starts_at < \(end)
            """,
            tx
        )
    }

    /// The tutor's lessons of these days.
    private func lessons(of resource: BookingResource, _ tx: borrowing Tx) throws -> [Range<Instant>] {
        try ranges(
            """
            SELECT b.starts_at, b.ends_at FROM booking b
             WHERE b.resource_id = \(resource.id) AND b.is_active AND b.held_until IS NULL
               AND b.ends_at > \(tx.now - .hours(2)) AND b.starts_at < \(tx.now + .days(Self.days + 1))
            """,
            tx
        )
    }

    private func ranges(_ query: SQL, _ tx: borrowing Tx) throws -> [Range<Instant>] {
        var ranges: [Range<Instant>] = []
        try tx.forEach(query) { row in
            let (start, end): (Instant, Instant) = (try row.next(), try row.next())
            ranges.append(start..<max(start, end))
        }
        return ranges
    }
}

/// The weekdays and hours at which a student has had lessons.
struct Habits: Sendable {
    private let counts: [Int: Int]
    private let total: Int
    private let zone: Zone

    init(_ starts: [Instant], in zone: Zone) {
        self.zone = zone
        total = starts.count
        counts = Dictionary(starts.map { (Self.hour(of: $0, in: zone), 1) }, uniquingKeysWith: +)
    }

    static func read(of student: ID<Account>, in zone: Zone, _ tx: borrowing Tx) throws -> Habits {
        let starts = try tx.values(
            """
            SELECT l.starts_at FROM lesson l
             WHERE l.student_id = \(student)
               AND l.state IN ('confirmed', 'completed', 'student_absent', 'tutor_absent', 'disputed', 'settled')
             ORDER BY l.created_at DESC LIMIT 500
            """,
            as: Instant.self
        )
        return Habits(starts, in: zone)
    }

    /// The share of the lessons that began in this hour of this weekday, per mille.
    func share(of start: Instant) -> Int {
        total == 0 ? 0 : 1_000 * (counts[Self.hour(of: start, in: zone)] ?? 0) / total
    }

    private static func hour(of start: Instant, in zone: Zone) -> Int {
        let (date, time) = zone.civil(start)
        return date.weekday * 24 + time.hour
    }
}

extension Suggestions {
    private static func habit(_ share: Int) -> LocalizedText {
        [
            "it": "Il \(share / 10) % delle tue lezioni inizia in quest'ora della settimana.",
            "en": "\(share / 10)% of your lessons begin in this hour of the week.",
        ]
    }

    private static func near(_ isNear: Bool) -> LocalizedText {
        isNear
            ? [
                "it": "L'insegnante ha un'altra lezione a meno di 30 minuti.",
                "en": "The tutor has another lesson within 30 minutes.",
            ]
            : [
                "it": "L'insegnante non ha altre lezioni vicine.",
                "en": "The tutor has no other lesson close to it.",
            ]
    }

    private static func soon(_ days: Int) -> LocalizedText {
        ["it": "Tra \(days) giorni.", "en": "In \(days) days."]
    }
}
