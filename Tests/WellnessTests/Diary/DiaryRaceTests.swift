import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DiaryRaceTests {
    @Test func `op_id x20: 1 is kept, and the others are answered as duplicates`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)

        let answers = try await world.atOnce(20) { _ in try await phone.sync([put("a", score: 6)]) }

        #expect(answers.statuses == [200: 20], "\(answers.statuses)")
        let outcomes = answers.compactMap { $0["results"]?[0]?["status"]?.stringValue }
        #expect(outcomes.count { $0 == "applied" } == 1 && outcomes.count { $0 == "duplicate" } == 19)
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 1)
        #expect(try await world.entries(of: .anna).map { $0["version"] } == [1])
    }

    @Test func `2 devices x 500 ops: reference state`() async throws {
        let world = try await cast()
        let domains = ["sleep", "mood", "energy", "nutrition"]
        let start = try #require(Instant("2026-11-21T00:00:00Z"))
        var best: [String: (at: Int, id: String, score: Int)] = [:]
        var sent: [String: [JSONValue]] = [:]
        for (device, name) in ["phone", "tablet"].enumerated() {
            for index in 0..<500 {
                // No two ops have the same time, and both devices write to every entry.
                let second = (index * 2 + device) * 17 % 1_009 + 1
                let domain = domains[index % 4]
                let date = "2026-11-\(10 + index % 11)"
                let (id, score) = ("\(name)-\(index)", second % 10 + 1)
                sent[name, default: []].append(
                    put(
                        id,
                        (start + .seconds(second)).description,
                        domain,
                        on: date,
                        score: .integer(Int64(score))
                    )
                )
                let key = "\(domain) \(date)"
                if best[key].map({ ($0.at, $0.id) < (second, id) }) ?? true {
                    best[key] = (second, id, score)
                }
            }
        }

        let batches = sent.flatMap { name, ops in
            stride(from: 0, to: 500, by: 50).map { (name, Array(ops[$0..<$0 + 50])) }
        }
        let answers = try await world.atOnce(batches.count) { index in
            try await Device(batches[index].0, of: .anna, in: world).sync(batches[index].1)
        }

        #expect(answers.statuses == [200: 20], "\(answers.statuses)")
        let state = try await Device(of: .anna, in: world).sync()["changes"]?.arrayValue ?? []
        let found = state.map { entry in
            ["domain", "local_date", "base", "score"].map { name in
                entry[name]?.stringValue ?? entry[name]?.text ?? ""
            }
            .joined(separator: " ")
        }
        let expected = best.map { "\($0.key) \($0.value.id) \($0.value.score)" }
        #expect(found.sorted() == expected.sorted())
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 1_000)
        #expect(try await world.number("SELECT COUNT(DISTINCT seq) FROM wellness_log") == found.count)
        let lost = try await world.number("SELECT COUNT(*) FROM log_conflict WHERE state = 'open'")
        #expect(lost == (try await world.lostOps()))
    }

    @Test func `erase during sync: 0 rows left`() async throws {
        let world = try await cast()
        let phone = Device(of: .dario, in: world)
        #expect(try await phone.sync([put("first", score: 6)]).status == 200)

        let answers = try await world.atOnce(20) { index in
            guard index == 10 else {
                return try await phone.sync([put("op-\(index)-x", "07:\(10 + index)", score: 6, note: "n")])
            }
            return try await world.as(.dario).delete(
                "/api/v1/users/me/account",
                ["password": .string(Person.demoPassword)]
            )
        }

        #expect(answers[10].status == 204, "\(answers[10])")
        #expect(answers.allSatisfy { [200, 204, 401].contains($0.status) }, "\(answers.statuses)")
        #expect(try await world.diaryRows() == 0)
        #expect(try await world.number("SELECT COUNT(*) FROM wellness_score") == 0)
    }
}

extension World {
    /// The ops that hold nothing, were seen by none, and had another score than the winner's.
    fileprivate func lostOps() async throws -> Int {
        try await number(
            """
            SELECT COUNT(*) FROM log_op o JOIN wellness_log l ON l.id = o.log_id
             WHERE o.op_id <> l.score_op AND o.score <> l.score
            """
        )
    }
}
