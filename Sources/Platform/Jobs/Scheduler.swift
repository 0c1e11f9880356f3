import Kernel
import Store
import Synchronization

/// Turns slots of schedules into jobs, each slot once among all processes.
final class Scheduler: Sendable {
    private let schedules: [Schedule]
    /// The handled slots of this process, so that it asks the database once for each.
    private let seen = Mutex<[String: Slot]>([:])

    init(_ schedules: [Schedule]) {
        self.schedules = schedules
    }

    func fire(in db: Database, at now: Instant) async throws {
        var failure: (any Error)?
        for schedule in schedules {
            guard let slot = schedule.timing.latestSlot(at: now), seen.withLock({ $0[schedule.name] }) != slot
            else {
                continue
            }
            do {
                try await db.write { tx in try ScheduleSlots.fire(schedule, slot, tx) }
                seen.withLock { $0[schedule.name] = slot }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}

/// The fired slots.
enum ScheduleSlots {
    /// Enqueues the schedule's job, unless this slot or a later one has been fired.
    ///
    /// A new schedule begins with its next slot.
    static func fire(_ schedule: Schedule, _ slot: Slot, _ tx: borrowing Tx) throws {
        let last = try tx.value(
            "SELECT slot_at FROM schedule_slot WHERE schedule = \(schedule.name) ORDER BY slot_at DESC LIMIT 1",
            as: Instant.self
        )
        if let last, last >= slot.at { return }
        let inserted = try tx.execute(
            """
            INSERT INTO schedule_slot (schedule, slot, slot_at, fired_at)
            VALUES (\(schedule.name), \(slot.key), \(slot.at), \(tx.now)) ON CONFLICT (schedule, slot) DO NOTHING
            """
        )
        guard inserted == 1, last != nil else { return }
        try tx.enqueue(schedule.job, unique: schedule.uniqueKey(of: slot))
    }

    /// Deletes old slots except the newest of each schedule, from which it continues.
    static func forget(before oldest: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            DELETE FROM schedule_slot WHERE fired_at < \(oldest) AND EXISTS (
                SELECT 1 FROM schedule_slot AS newer
                 WHERE newer.schedule = schedule_slot.schedule AND newer.slot_at > schedule_slot.slot_at)
            """
        )
    }
}
