import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Of moves of a dispute that exclude each other one wins, and the money moves once.
@Suite struct DisputeRaceTests {
    @Test func `decide|decide, appeal|final 1: of ten decisions at once one wins`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        try await scene.logIn(.lina, .ada)

        let answers = try await scene.world.atOnce(10) { place in
            place % 2 == 0
                ? try await scene.decide(job, by: .lina, "split", 3_000)
                : try await scene.decide(job, by: .ada, "split", 4_000)
        }

        #expect(answers.statuses == [200: 1, 409: 9], "\(answers)")
        let winner = answers.firstIndex { $0.status == 200 } ?? 0
        let refund = try await scene.dispute(of: job)["decision"]?["refund_minor"]
        #expect(refund == (winner % 2 == 0 ? 3_000 : 4_000))
    }

    @Test func `two second decisions at once: one is in force`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(50_000)
        _ = try await scene.decide(job, by: .lina, "split", 20_000)
        try await scene.logIn(.ada, .adam)

        let answers = try await scene.world.atOnce(8) { place in
            try await scene.decide(job, by: place % 2 == 0 ? .ada : .adam, "split", 20_000)
        }

        #expect(answers.statuses == [200: 1, 409: 7], "\(answers)")
        #expect(try await scene.dispute(of: job)["decision"]?["decided_by"] == ["lsm", "admin"])
    }

    @Test func `decide|decide, appeal|final 1: an appeal and the time-out of the decision at once`()
        async throws
    {
        for _ in 0..<3 {
            let scene = try await MarketScene.open()
            let job = try await scene.answered()
            _ = try await scene.decide(job, by: .lina, "release")
            scene.world.clock.advance(by: .hours(72) + .minutes(1))
            try await scene.logIn(.carl)

            let answers = try await scene.world.atOnce(6) { place in
                guard place > 0 else {
                    try await scene.world.tick()
                    return 0
                }
                return try await scene.move(job, by: .carl, ["action": "appeal", "text": "No."]).status
            }

            let appeals = answers.dropFirst().filter { $0 == 200 }.count
            let state = try await scene.dispute(of: job)["state"]?.stringValue
            #expect(answers.dropFirst().allSatisfy { $0 == 200 || $0 == 409 }, "\(answers)")
            #expect(appeals <= 1)
            #expect(state == (appeals == 1 ? "appealed" : "final"))
            #expect(try await scene.state(of: job) == (appeals == 1 ? "disputed" : "completed"))
        }
    }

    @Test func `deliver, complete, answer|their time-out 1: an answer`() async throws {
        for _ in 0..<3 {
            let scene = try await MarketScene.open()
            let job = try await scene.disputed()
            scene.world.clock.advance(by: .hours(72) + .minutes(1))
            try await scene.logIn(.pia)

            let answers = try await scene.world.atOnce(6) { place in
                guard place > 0 else {
                    try await scene.world.tick()
                    return 0
                }
                return try await scene.move(job, by: .pia, ["action": "answer", "text": "It rained."]).status
            }

            let given = answers.dropFirst().filter { $0 == 200 }.count
            let dispute = try await scene.dispute(of: job)
            #expect(given <= 1 && dispute["state"] == "answered", "\(answers)")
            #expect((dispute["answer"] != nil) == (given == 1))
            let moves = try await scene.text(
                "SELECT CAST(COUNT(*) AS TEXT) FROM history WHERE subject_kind = 'dispute' AND to_status = 'answered'"
            )
            #expect(moves == "1")
        }
    }

    @Test func `both sides open a dispute at once: 1`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()

        let answers = try await scene.world.atOnce(10) { place in
            try await scene.dispute(job, by: place % 2 == 0 ? .carl : .pia)
        }

        #expect(answers.statuses == [201: 1, 409: 9], "\(answers)")
    }
}
