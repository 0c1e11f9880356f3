import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

/// Steps and observations of the tests of reminders; Anna lives in Rome, an hour ahead of UTC in winter.
extension World {
    static let preferences = "/api/v1/users/me/preferences"

    /// Anna with a telephone, who agrees to reminders and nudges.
    func annaListens() async throws {
        for purpose in ["reminders", "nudges"] { try await consent(.anna, to: purpose) }
        _ = try await self.as(.anna).post(
            "/api/v1/devices",
            ["token": "telephone-of-anna", "platform": "ios"]
        )
        try await runJobs()
    }

    /// Runs the job of the minute at each of the moments.
    func live(through moments: String...) async throws {
        for moment in moments {
            clock.set(to: try instant(moment))
            for kind in Reminders.Kind.allCases {
                try await db.write { tx in _ = try tx.enqueue(SendReminders(kind: kind)) }
            }
            try await runJobs()
        }
    }

    /// The templates of the pushes that reached phones, without security messages.
    func pushed() -> [String] {
        telephones.pushes.compactMap { $0.data["template"] }.filter { $0.hasPrefix("wellness.") }
    }

    /// The used slots of a person, as `2026-11-21 reminder 1 sent`.
    func slots(of person: Person) async throws -> [String] {
        let account = try await account(of: person)
        return try await db.read { tx in
            var slots: [String] = []
            try tx.forEach(
                """
                SELECT local_date, kind, place, outcome FROM reminder_slot
                 WHERE account_id = \(account) ORDER BY handled_at, local_date, place
                """
            ) { row in
                let (date, kind, place): (CivilDate, String, Int) = (
                    try row.next(), try row.next(), try row.next()
                )
                let outcome: String = try row.next()
                slots.append("\(date) \(kind) \(place) \(outcome)")
            }
            return slots
        }
    }

    private func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else { throw TestFailure("\(text) is no moment") }
        return instant
    }
}
