import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct StrikeTests {
    @Test func `a lesson gives one strike of a kind, and 3 strikes in 90 d are reported to administrators`()
        async throws
    {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)

        for turn in 1...3 {
            try await world.db.write { tx in
                let (tutor, lesson) = (try Tutor.find(tina, tx), tx.newID(of: Lesson.self))
                for _ in 1...2 { try Strike.add(tutor, lesson, .lateCancel, tx) }
            }
            try await world.runJobs()
            let told = world.mails(to: .ada).count { $0.text.contains("Tina Rossi") }
            #expect(told == (turn == 3 ? 1 : 0))
        }

        #expect(world.mails(to: .tina).count == 3)
        let listed = try await world.as(.ada).get("/api/v1/admin/tutor-verifications?strikes=3")
        let none = try await world.as(.ada).get("/api/v1/admin/tutor-verifications?strikes=4")
        #expect(listed["data"]?[0]?["strikes"] == 3 && none["data"] == [], "\(listed)")
    }

    @Test func `strikes older than 90 days do not count`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        let add: @Sendable (borrowing Tx) throws -> Void = { tx in
            try Strike.add(Tutor.find(tina, tx), tx.newID(), .absence, tx)
        }

        for _ in 1...2 { try await world.db.write(add) }
        world.clock.advance(by: .days(91))
        try await world.db.write(add)
        try await world.runJobs()

        #expect(!world.mails(to: .ada).contains { $0.text.contains("Tina Rossi") })
        #expect(try await world.db.read { tx in try Strike.count(of: tina, tx) } == 1)
    }
}
