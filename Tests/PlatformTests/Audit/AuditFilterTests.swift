import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct AuditFilterTests {
    /// One entry of each kind, a minute apart.
    private func aLog() async throws -> (World, giulia: ID<Account>, paper: ID<Subject>) {
        let world = try await aClub()
        let giulia = try await world.db.read { tx in
            try tx.value("SELECT id FROM account WHERE email = \(Person.giulia.email)", as: ID<Account>.self)
        }
        let (member, paper) = (try #require(giulia), ID<Subject>.new(at: world.clock.now))
        let actors = [
            Actor(kind: .person, account: member, role: .member),
            Actor(kind: .service, account: nil, role: .steward), .system, .nobody,
        ]
        for (actor, action) in zip(
            actors,
            ["paper.read", "paper.sign", "retention.apply", "paper_trail.look"]
        ) {
            world.clock.advance(by: .minutes(1))
            try await world.db.write { tx in try Audit.record(action, of: "paper", paper, by: actor, tx) }
        }
        return (world, member, paper)
    }

    @Test(arguments: [
        ("action=paper.read", ["paper.read"]),
        ("action=paper.*", ["paper.sign", "paper.read"]),
        ("action=paper%25*", []),
        ("category=user", ["paper.read"]),
        ("category=staff", ["paper.sign"]),
        ("category=system", ["paper_trail.look", "retention.apply"]),
        ("category=privacy", ["retention.apply"]),
        ("role=steward", ["paper.sign"]),
        ("category=system&action=paper*", ["paper_trail.look"]),
        ("sort=action", ["paper.read", "paper.sign", "paper_trail.look", "retention.apply"]),
        ("sort=-action&action=paper.*", ["paper.sign", "paper.read"]),
        ("sort=%2Bat&action=paper.*", ["paper.read", "paper.sign"]),
        ("from=2026-11-21&until=2026-11-21&action=paper.*", ["paper.sign", "paper.read"]),
        ("until=2026-11-20", []),
        // A product without names finds people by their whole e-mail address only.
        ("search=giulia.rossi%40example.com", ["paper.read"]),
        ("search=giulia", []),
    ])
    func `the log is narrowed down`(query: String, actions: [String]) async throws {
        let (world, _, _) = try await aLog()

        let answer = try await world.as(.sara).get("/api/admin/audit-logs?subject_kind=paper&\(query)")

        #expect((answer["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue } == actions)
    }

    @Test func `by actor, subject and time`() async throws {
        let (world, giulia, paper) = try await aLog()
        let sara = world.as(.sara)
        func actions(_ query: String) async throws -> [String] {
            let answer = try await sara.get("/api/admin/audit-logs?\(query)&subject=\(paper)")
            return (answer["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
        }
        let middle = TestClock.start + .minutes(2) - .seconds(10)

        #expect(try await actions("actor=\(giulia)") == ["paper.read"])
        #expect(try await actions("until=\(middle)") == ["paper.read"])
        #expect(try await actions("from=\(middle)").count == 3)
        #expect(try await actions("from=\(middle)&until=\(middle + .minutes(1))") == ["paper.sign"])
    }

    @Test(arguments: [
        ("actor=giulia", "query/actor"), ("category=all", "query/category"), ("from=today", "query/from"),
        ("action=%00", "query/action"), ("colour=red", "query/colour"),
    ])
    func `what means nothing is named`(query: String, pointer: String) async throws {
        let world = try await aClub()

        let answer = try await world.as(.sara).get("/api/admin/audit-logs?\(query)")

        #expect(answer.status == 422)
        #expect(Array(answer.faults.keys) == [pointer])
    }
}
