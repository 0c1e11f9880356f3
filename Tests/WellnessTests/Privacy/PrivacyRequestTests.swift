import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

private let own = "/api/v1/privacy/requests"
private let handled = "/api/v1/admin/privacy/requests"

extension World {
    fileprivate func ask(
        _ kind: String,
        _ note: String? = nil,
        as person: Person = .anna
    ) async throws -> TestResponse {
        var body: JSONObject = ["kind": .string(kind)]
        body["note"] = note.map { .string($0) }
        return try await self.as(person).post(own, .object(body))
    }

    /// Moves a request with its present version.
    fileprivate func handle(
        _ id: String,
        _ body: JSONValue,
        as client: TestClient? = nil
    ) async throws -> TestResponse {
        let all = try await self.as(.elena).get(handled)["data"]?.arrayValue ?? []
        let version = all.first { $0["id"] == .string(id) }?["version"]?.integerValue ?? 0
        let client = client ?? self.as(.elena)
        return try await client.patch("\(handled)/\(id)", body, headers: ["If-Match": "\"\(version)\""])
    }
}

@Suite struct PrivacyRequestTests {
    @Test func `a request is received and verified at once, and due in thirty days`() async throws {
        let world = try await cast()

        let made = try await world.ask("rectification", "My name is spelt wrong")
        let twice = try await world.ask("rectification")
        let other = try await world.ask("access")
        let listed = try await world.as(.anna).get(own)
        let shown = try await world.as(.anna).get("\(own)/\(made.id ?? "")")
        let stranger = try await world.as(.carla).get("\(own)/\(made.id ?? "")")
        let unknown = try await world.ask("everything")
        let stale = try await world.stale(.dario).post(own, ["kind": "access"])

        #expect(made.status == 201, "\(made)")
        #expect(made["state"] == "verified" && made["note"] == "My name is spelt wrong")
        let received = try #require(made["received_at"]?.stringValue.flatMap { Instant($0) })
        #expect(made["due_at"]?.stringValue.flatMap { Instant($0) } == received + .days(30))
        #expect(twice.status == 409 && twice["code"] == "privacy.request_open")
        #expect(other.status == 201)
        #expect(listed["data"]?.arrayValue?.map { $0["kind"] } == ["access", "rectification"])
        #expect(shown["note"] == "My name is spelt wrong")
        #expect(stranger.status == 404)
        #expect(unknown.faults == ["/kind": "not_in_enumeration"])
        #expect(stale.problem == .stepUpRequired)
        let events = try await world.audit().filter { $0.hasPrefix("privacy_request.") }
        #expect(events == ["privacy_request.verify", "privacy_request.verify"])
    }

    @Test func `of twenty simultaneous requests of a kind one is made`() async throws {
        let world = try await cast()
        _ = try await world.token(of: .anna)

        let answers = try await world.atOnce(20) { _ in try await world.ask("erasure") }

        #expect(answers.statuses == [201: 1, 409: 19])
    }

    @Test func `the person's words are sealed`() async throws {
        let world = try await cast()
        _ = try await world.ask("objection", "marked words")

        let note = try await world.db.read { tx in
            try tx.value("SELECT note FROM privacy_request", as: [UInt8].self)
        }

        #expect(note?.first == 1)
        #expect(!String(decoding: note ?? [], as: UTF8.self).contains("marked"))
        let archive = try PythonZip(try await world.as(.anna).get("/api/v1/users/me/export").body)
        #expect(try archive.json("privacy_requests.json")[0]?["note"] == "marked words")
    }

    @Test func `administrators move it along its lifecycle`() async throws {
        let world = try await cast()
        let id = try await world.ask("access").id ?? ""

        let unconditional = try await world.as(.elena).patch("\(handled)/\(id)", ["state": "processing"])
        let stale = try await world.as(.elena).patch(
            "\(handled)/\(id)",
            ["state": "processing"],
            headers: ["If-Match": "\"1\""]
        )
        let early = try await world.handle(id, ["state": "done"])
        let taken = try await world.handle(id, ["state": "processing", "note": "Asked the archive."])
        let again = try await world.handle(id, ["state": "processing"])
        let unexplained = try await world.handle(id, ["state": "refused"])
        let tooMuch = try await world.handle(id, ["state": "done", "reason": "It is done"])
        let done = try await world.handle(id, ["state": "done"])
        let after = try await world.handle(id, ["state": "refused", "reason": "Too late"])
        try await world.runJobs()

        #expect(unconditional.status == 428)
        #expect(stale.status == 412 && stale.problem == .stale)
        #expect(early.status == 409 && early.problem == .illegalTransition)
        #expect(taken["state"] == "processing" && taken["handling_note"] == "Asked the archive.", "\(taken)")
        #expect(taken["user_id"] == .string(try await world.id(of: .anna)))
        #expect(again.problem == .illegalTransition)
        #expect(unexplained.faults == ["/reason": "required"])
        #expect(tooMuch.faults == ["/reason": "only_when_refused"])
        #expect(done["state"] == "done" && done["decided_at"]?.stringValue != nil, "\(done)")
        #expect(after.problem == .illegalTransition)
        #expect(world.mails(to: .anna).contains { $0.subject == "Your privacy request has been answered" })
        #expect(try await world.as(.anna).get("\(own)/\(id)")["handling_note"] == nil)
        #expect(try await world.ask("access").status == 201, "the next one may be made")
    }

    @Test func `a refusal gives its reason to the person`() async throws {
        let world = try await cast()
        let id = try await world.ask("restriction").id ?? ""
        _ = try await world.handle(id, ["state": "processing"])

        let refused = try await world.handle(id, ["state": "refused", "reason": "There is no such data"])
        try await world.runJobs()

        #expect(refused["state"] == "refused", "\(refused)")
        #expect(try await world.as(.anna).get("\(own)/\(id)")["reason"] == "There is no such data")
        #expect(world.mails(to: .anna).contains { $0.subject == "Your privacy request has been refused" })
    }

    @Test func `only super administrators handle requests`() async throws {
        let world = try await cast()
        let id = try await world.ask("access").id ?? ""

        for person in [Person.anna, .bruno] {
            #expect(try await world.as(person).get(handled).status == 403)
            let patched = try await world.as(person).patch(
                "\(handled)/\(id)",
                ["state": "processing"],
                headers: ["If-Match": "*"]
            )
            #expect(patched.status == 403)
        }
        #expect(
            try await world.as(.elena).patch("\(handled)/none", [:], headers: ["If-Match": "*"]).status == 404
        )
    }

    @Test func `after twenty days administrators are warned once, after thirty it is overdue`() async throws {
        let world = try await cast()
        _ = try await world.ask("access")
        func warned() -> Int {
            world.mails(to: .elena).filter { $0.subject.hasPrefix("A privacy request is due on") }.count
        }

        world.clock.advance(by: .days(19))
        try await world.tick()
        let early = warned()
        world.clock.advance(by: .days(2))
        try await world.tick()
        world.clock.advance(by: .days(1))
        try await world.tick()
        let overdue = try await world.as(.elena).get("\(handled)?overdue=true")
        world.clock.advance(by: .days(9))
        let late = try await world.as(.elena).get("\(handled)?overdue=true&state=verified&kind=access")

        #expect(early == 0)
        #expect(warned() == 1)
        #expect(overdue["data"] == [])
        #expect(late["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.elena).get("\(handled)?overdue=false")["data"] == [])
    }
}

@Suite struct ErasureRequestTests {
    @Test func `an erasure that is done erases in the same transaction`() async throws {
        let world = try await cast()
        let anna = try await world.id(of: .anna)
        _ = try await world.log(.anna, "mood", 3, note: "marked words")
        let id = try await world.ask("erasure", "marked words").id ?? ""
        _ = try await world.handle(id, ["state": "processing", "note": "marked words"])

        let stale = try await world.handle(id, ["state": "done"], as: world.stale(.elena))
        let done = try await world.handle(id, ["state": "done"])
        let login = try await world.logIn(.anna)

        #expect(stale.problem == .stepUpRequired)
        #expect(done.status == 200 && done["state"] == "done", "\(done)")
        #expect(done["note"] == nil && done["handling_note"] == nil)
        #expect(login.status == 401)
        #expect(try await world.as(.elena).get("/api/v1/admin/users/\(anna)").status == 404)
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM wellness_log", as: Int.self)
        }
        #expect(left == 0)
        #expect(try await world.audit().contains("account.erase"))
    }

    @Test func `a legal hold keeps the account and the request`() async throws {
        let world = try await cast()
        let anna = try await world.id(of: .anna)
        let id = try await world.ask("erasure").id ?? ""
        _ = try await world.handle(id, ["state": "processing"])
        let hold = try await world.as(.elena).post(
            "/api/v1/admin/users/\(anna)/legal-holds",
            ["reason": "A lawsuit is pending"]
        )

        let held = try await world.handle(id, ["state": "done"])
        _ = try await world.as(.elena).post("/api/v1/admin/legal-holds/\(hold.id ?? "")/lift")
        let done = try await world.handle(id, ["state": "done"])

        #expect(held.status == 409 && held.problem == .erasureHeld)
        #expect(done["state"] == "done", "\(done)")
    }

    @Test func `nothing more is erased of a person who has left meanwhile`() async throws {
        let world = try await cast()
        let id = try await world.ask("erasure", as: .dario).id ?? ""
        _ = try await world.handle(id, ["state": "processing"])
        let gone = try await world.as(.dario).delete(
            "/api/v1/users/me/account",
            ["password": .string(Person.demoPassword)]
        )

        let done = try await world.handle(id, ["state": "done"])

        #expect(gone.status == 204, "\(gone)")
        #expect(done["state"] == "done", "\(done)")
        #expect(try await world.audit().filter { $0 == "account.erase" }.count == 1)
    }
}
