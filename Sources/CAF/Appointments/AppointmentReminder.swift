import Kernel
import Platform
import Store

/// Reminds the customer 24 hours before the appointment.
struct RemindOfAppointment: Job {
    static let kind = "caf.remind_of_appointment"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30))

    /// The time between the reminder and the start.
    static let lead = Duration.hours(24)

    let appointment: ID<Appointment>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            guard try tx.exists("SELECT 1 FROM appointment WHERE id = \(appointment)") else {
                return .cancel("the appointment is gone")
            }
            let found = try Appointment.find(appointment, tx)
            guard found.status == .booked, found.booking.startsAt > tx.now else {
                return .cancel("the appointment is over or cancelled")
            }
            let due = found.booking.startsAt - Self.lead
            // The appointment was rescheduled after this job had been queued.
            guard due <= tx.now else { return .snooze(due - tx.now) }
            try found.notify(.customer(.appointmentReminder), at: site, key: found.reminderKey, tx)
            return .done
        }
    }
}

extension Appointment {
    /// Different for each start, so that a rescheduled appointment gets a new reminder.
    fileprivate var reminderKey: String { "\(id):\(booking.startsAt)" }

    func moveReminder(_ tx: borrowing Tx) throws {
        try dropReminder(tx)
        try setReminder(tx)
    }

    /// Sets no reminder for a start within the next 24 hours.
    func setReminder(_ tx: borrowing Tx) throws {
        let due = booking.startsAt - RemindOfAppointment.lead
        guard due > tx.now else { return }
        try tx.enqueue(RemindOfAppointment(appointment: id), at: due, unique: id.description)
    }

    func dropReminder(_ tx: borrowing Tx) throws {
        try tx.withdraw(RemindOfAppointment.self, unique: id.description)
    }
}
