import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Of moves that exclude each other, the first commit wins and the others learn the present state.
@Suite struct JobRaceTests {
    @Test func `50 accepts 1`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let choice = JSONValue.object(scene.choice(try await scene.quoted(job)))

        let answers = try await scene.world.atOnce(50) { _ in
            try await scene.world.as(.carl).put("/api/v1/jobs/\(job)/accept-quote", choice)
        }

        #expect(answers.statuses == [200: 1, 409: 49])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["present"] == "awarded" })
        #expect(try await count("award", scene) == 1)
    }

    @Test func `50 accepts of ten quotes 1`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        var choices: [JSONValue] = []
        for number in 0..<10 {
            let provider = try await scene.world.enrolProvider("painter\(number)")
            choices.append(.object(scene.choice(try await scene.quoted(job, by: provider))))
        }
        let offers = choices

        let answers = try await scene.world.atOnce(50) { place in
            try await scene.world.as(.carl).put("/api/v1/jobs/\(job)/accept-quote", offers[place % 10])
        }

        #expect(answers.statuses == [200: 1, 409: 49])
        #expect(try await count("award", scene) == 1)
        #expect(try await count("booking", scene) == 1)
    }

    @Test func `accepts of overlapping slots of one P 1`() async throws {
        let scene = try await MarketScene.open()
        let start: JSONObject = ["start": scene.at(.days(3))]
        var offers: [(job: String, choice: JSONValue)] = []
        for _ in 0..<8 {
            let job = try await scene.post()
            offers.append((job, .object(scene.choice(try await scene.quoted(job, by: .pia, 10_000, start)))))
        }
        let all = offers

        let answers = try await scene.world.atOnce(8) { place in
            try await scene.world.as(.carl).put(
                "/api/v1/jobs/\(all[place].job)/accept-quote",
                all[place].choice
            )
        }

        #expect(answers.statuses == [200: 1, 409: 7])
        #expect(try await count("booking", scene) == 1)
    }

    @Test func `start|cancel 1`() async throws {
        for _ in 0..<3 {
            let scene = try await MarketScene.open()
            let job = try await scene.funded()
            scene.world.clock.advance(by: .days(2) + .minutes(1))

            let answers = try await scene.world.atOnce(12) { place in
                place % 2 == 0
                    ? try await scene.put(job, "status", by: .pia, ["status": "underway"])
                    : try await scene.put(job, "status", by: .carl, ["status": "cancelled"])
            }

            let state = try await scene.state(of: job)
            #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.statuses)")
            let begun = answers.indices.filter { $0 % 2 == 0 && answers[$0].status == 200 }
            let cancelled = answers.indices.filter { $0 % 2 == 1 && answers[$0].status == 200 }
            // Cancelling a cancelled job answers with the job as it is.
            #expect(
                state == "underway"
                    ? begun.count == 1 && cancelled.isEmpty : begun.isEmpty && cancelled.count == 6
            )
        }
    }

    @Test func `deliver, complete, answer|their time-out 1: a delivery`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        scene.world.clock.advance(by: .days(15))

        let answers = try await scene.world.atOnce(6) { place in
            if place % 2 == 0 { return try await scene.put(job, "status", by: .pia, ["status": "delivered"]) }
            try await scene.world.tick()
            return try await scene.get(job)
        }

        let state = try await scene.state(of: job)
        #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.statuses)")
        #expect(["delivered", "disputed"].contains(state))
        #expect(try await moves(of: job, to: ["delivered", "disputed"], scene) == 1)
    }

    @Test func `deliver, complete, answer|their time-out 1: a completion`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
        scene.world.clock.advance(by: .days(8))

        let answers = try await scene.world.atOnce(6) { place in
            if place % 2 == 0 {
                return try await scene.put(job, "status", by: .carl, ["status": "completed"])
            }
            try await scene.world.tick()
            return try await scene.get(job)
        }

        #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.statuses)")
        #expect(try await scene.state(of: job) == "completed")
        #expect(try await moves(of: job, to: ["completed"], scene) == 1)
    }

    @Test func `capture|lapse|cancel: funded, or not awarded any more`() async throws {
        for _ in 0..<3 {
            let scene = try await MarketScene.open()
            let job = try await scene.awarded()
            scene.world.clock.advance(by: .minutes(31))

            let outcomes = try await scene.world.atOnce(9) { place -> Bool in
                switch place % 3 {
                case 0:
                    do {
                        try await scene.fund(job)
                        return true
                    } catch {
                        // Lapsed or funded already; the database refuses a second payment.
                        #expect(error is Problem || error is DatabaseError, "\(error)")
                        return false
                    }
                case 1:
                    try await scene.world.tick()
                    return false
                default:
                    return try await scene.put(job, "status", by: .pia, ["status": "cancelled"]).status < 500
                }
            }

            let state = try await scene.state(of: job)
            let funds = outcomes.indices.filter { $0 % 3 == 0 && outcomes[$0] }
            // Funded and then cancelled by the provider, or lapsed: never both.
            #expect(funds.count <= 1)
            #expect(
                funds.count == 1
                    ? ["funded", "cancelled"].contains(state) : ["open", "quoted"].contains(state)
            )
        }
    }

    @Test func `a time-out fires once in two processes and after a restart`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        scene.world.clock.advance(by: .minutes(31))

        _ = try await scene.world.atOnce(4) { _ in try await scene.world.tick() }
        try await scene.world.tick()

        #expect(try await scene.state(of: job) == "open")
        #expect(try await moves(of: job, to: ["open"], scene) == 2, "the post and one lapse")
        let id = try #require(ID<Job>(job))
        #expect(try await scene.world.db.read { tx in try Job.find(id, tx).lapses } == 1)
    }

    @Test func `ban|accept: no banned award`() async throws {
        for _ in 0..<3 {
            let scene = try await MarketScene.open()
            let job = try await scene.post()
            let choice = JSONValue.object(scene.choice(try await scene.quoted(job)))
            let provider = try await scene.world.provider(of: .pia)

            _ = try await scene.world.atOnce(6) { place -> Bool in
                guard place % 2 == 0 else {
                    return try await scene.world.as(.carl).put("/api/v1/jobs/\(job)/accept-quote", choice)
                        .status < 500
                }
                do {
                    try await scene.world.db.write { [site = scene.world.site] tx in
                        let found = try Provider.find(provider, tx)
                        guard found.status != .banned else { return }
                        _ = try found.advanced(by: .ban, as: site.call(as: .system), tx)
                    }
                } catch is Problem {}
                return true
            }

            let state = try await scene.state(of: job)
            #expect(["open", "quoted"].contains(state), "\(state)")
        }
    }

    private func count(_ table: StaticString, _ scene: MarketScene) async throws -> Int? {
        try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM \(SQL(stringLiteral: table))", as: Int.self)
        }
    }

    /// How often the job came into one of the states.
    private func moves(of job: String, to states: [String], _ scene: MarketScene) async throws -> Int? {
        guard let id = ID<Job>(job) else { return nil }
        return try await scene.world.db.read { tx in
            try History.of(Job.kind, id.cast(), tx).filter { states.contains($0.toStatus) }.count
        }
    }
}
