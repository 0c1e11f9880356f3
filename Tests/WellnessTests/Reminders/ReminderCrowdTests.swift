import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct ReminderCrowdTests {
    private static let people = 4_100

    @Test func `everybody at nine is two thousand at a time, until none is due`() async throws {
        let world = try await cast()
        try await crowd(world)
        world.clock.set(to: try #require(Instant("2026-11-22T09:00:00Z")))
        let site = world.site

        var rounds: [Int] = []
        repeat {
            rounds.append(
                try await world.db.write { tx in try ReminderRound.run(.reminder, at: site, tx) }
            )
        } while rounds.last != 0

        // The cast of seven, who are in Rome, come late and then wait for the evening.
        #expect(rounds.reduce(0, +) == Self.people + 7)
        #expect(rounds.first == 2_000 && rounds.count == 4)
        let sent = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM reminder_slot WHERE outcome = 'sent'", as: Int.self)
        }
        #expect(sent == Self.people)
        let waiting = try await world.db.read { tx in
            try tx.values(
                "SELECT DISTINCT due_at FROM reminder_plan WHERE kind = 'reminder' ORDER BY 1",
                as: Instant.self
            )
        }
        #expect(waiting == [Instant("2026-11-22T17:00:00Z"), Instant("2026-11-22T18:00:00Z")])
    }

    /// People in UTC who agree to reminders, with the slot of nine o'clock before them.
    private func crowd(_ world: World) async throws {
        let due = try #require(Instant("2026-11-22T09:00:00Z"))
        let date = Zone.utc.civil(due).date
        try await world.db.write { tx in
            for number in 0..<Self.people {
                let account = tx.newID(of: Account.self)
                try tx.post(
                    """
                    INSERT INTO account (id, email, role, state, locale, created_at, password_changed_at, version)
                    VALUES (\(account), \("person\(number)@example.com"), 'user', 'active', 'it', \(tx.now), \(tx.now), 1)
                    """
                )
                try tx.post(
                    """
                    INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source)
                    VALUES (\(tx.newID(of: Consent.self)), \(account), 'reminders', '2026-01', \(true), \(tx.now), 'test')
                    """
                )
                try tx.post(
                    """
                    INSERT INTO reminder_plan (account_id, kind, due_at, slot_date, slot_place, unanswered)
                    VALUES (\(account), 'reminder', \(due), \(date), 0, 0)
                    """
                )
            }
        }
    }
}
