import Kernel
import Store
import Web

/// A recurring job as administrators see it.
package struct ScheduleView: View {
    /// A stable name, such as `backup.daily`.
    package var name: String
    /// The queue of its job, such as `maintenance`.
    package var queue: String
    /// The kind of its job.
    package var job: String
    /// The times at which it runs, in English.
    package var timing: String
    /// The clock that it follows.
    package var clock: ScheduleClock
    /// Whether it runs; backups run only where a folder for them is configured.
    package var enabled: Bool
    /// The last occurrence that was seen, by its local date and time or the start of its interval; absent before the first.
    package var lastSlot: String?
    /// The time at which the last occurrence was handled; absent before the first.
    package var lastFiredAt: Instant?
    /// The next occurrence; absent when it is disabled, or does not follow the site's clock.
    package var nextAt: Instant?

    /// The schedules of the product, by name.
    package static func list(_ site: Site, _ tx: borrowing Tx) throws -> [ScheduleView] {
        let latest = try LatestSlot.byName(tx)
        return site.product.schedules.sorted { $0.name < $1.name }
            .map { ScheduleView($0, latest[$0.name], isEnabled: $0.isEnabled(site), at: tx.now) }
    }

    /// The schedules whose occurrence has passed for longer than `patience` without being handled.
    package static func late(
        at site: Site,
        by patience: Duration = .minutes(5),
        _ tx: borrowing Tx
    ) throws -> [String] {
        let latest = try LatestSlot.byName(tx)
        return site.product.schedules.filter { schedule in
            guard schedule.isEnabled(site), let handled = latest[schedule.name],
                let due = schedule.timing.latestSlot(at: tx.now - patience)
            else { return false }
            return handled.slotAt < due.at
        }
        .map(\.name).sorted()
    }

    private init(_ schedule: Schedule, _ latest: LatestSlot?, isEnabled: Bool, at now: Instant) {
        let kind = type(of: schedule.job)
        name = schedule.name
        queue = kind.policy.queue.name
        job = kind.kind
        timing = schedule.local?.times.description ?? schedule.timing.description
        clock = schedule.local?.clock ?? .site
        enabled = isEnabled
        lastSlot = latest?.slot
        lastFiredAt = latest?.firedAt
        nextAt = isEnabled && schedule.local == nil ? schedule.timing.nextSlot(after: now)?.at : nil
    }
}

/// The newest slot of a schedule.
private struct LatestSlot: Record {
    let schedule: String
    let slot: String
    let slotAt: Instant
    let firedAt: Instant

    static let columns: SQL = "s.schedule, s.slot, s.slot_at, s.fired_at"

    init(_ row: inout Row) throws {
        schedule = try row.next()
        slot = try row.next()
        slotAt = try row.next()
        firedAt = try row.next()
    }

    static func byName(_ tx: borrowing Tx) throws -> [String: LatestSlot] {
        let slots: [LatestSlot] = try tx.all(
            """
            SELECT \(columns) FROM schedule_slot s
             WHERE s.slot_at = (SELECT MAX(n.slot_at) FROM schedule_slot n WHERE n.schedule = s.schedule)
            """
        )
        return Dictionary(slots.map { ($0.schedule, $0) }) { first, _ in first }
    }
}
