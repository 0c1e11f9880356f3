import Kernel
import Platform
import Store

/// Finds the organisations whose local time is past six o'clock on the first of a month, and makes their releases due.
///
/// Each gets one row a month. It is frozen by a job of its own, or it stays as it is: an organisation that is suspended
/// at that time, and a server that was off all day, miss the month.
struct FreezeReleases: Job {
    static let kind = "wellness.freeze_releases"
    static let policy = JobPolicy(queue: .reports, timeout: .minutes(2))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let now = call.now
        guard let month = Self.month(endedSomewhereAt: now) else { return .done }
        let waiting = try await call.db.read { tx in try Self.waiting(for: month, tx) }
        for organization in waiting where Self.isDue(in: organization.zone, at: now) {
            try await call.db.write { tx in
                guard let release = try Release.makeDue(for: organization.id, month, tx) else { return }
                try tx.enqueue(FreezeRelease(release: release), unique: "\(release)")
            }
        }
        return .done
    }

    /// The month of which somewhere on earth the day after the last is now.
    private static func month(endedSomewhereAt now: Instant) -> CalendarMonth? {
        let dates = [now - .hours(12), now, now + .hours(14)].map { Zone.utc.civil($0).date }
        let first = dates.first { $0.parts.day == 1 }
        return first.map { CalendarMonth(containing: $0).previous }
    }

    private static func isDue(in zone: Zone, at now: Instant) -> Bool {
        let (date, time) = zone.civil(now)
        return date.parts.day == 1 && time.hour >= 6
    }

    private static func waiting(for month: CalendarMonth, _ tx: borrowing Tx) throws -> [Organization] {
        try tx.all(
            """
            SELECT \(Organization.columns) FROM organization o
             WHERE o.state IN ('active', 'suspended', 'closing') AND NOT EXISTS (
                   SELECT 1 FROM release r WHERE r.organization_id = o.id AND r.month = \(month))
             ORDER BY o.id
            """
        )
    }
}
