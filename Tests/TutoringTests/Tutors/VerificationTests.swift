import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct VerificationTests {
    @Test func `papers are sent, read by administrators and approved; then the tutor can sell`() async throws
    {
        let world = try await castTutoring()

        let sent = try await world.sendPapers(of: .tess)
        let queue = try await world.as(.ada).get("/api/v1/admin/tutor-verifications?state=submitted")
        let approved = try await world.decide(sent, "approve")
        try await world.runJobs()
        let me = try await world.as(.tess).get("/api/v1/tutors/me")

        #expect(sent.status == 201 && sent["state"] == "submitted", "\(sent)")
        let entry = queue["data"]?[0]
        #expect(queue["data"]?.arrayValue?.count == 1 && entry?["tutor"]?["name"] == "Tess Bruni", "\(queue)")
        #expect(entry?["papers"]?[0]?["kind"] == "identity")
        #expect(entry?["papers"]?[0]?["url"]?.stringValue?.contains("/files/open/") == true)
        #expect(entry?["legal"]?["tax_code"]?.stringValue?.hasPrefix("BRNTSS85C55H501") == true)
        #expect(approved.status == 200 && approved["state"] == "verified", "\(approved)")
        #expect(me["verification"]?["state"] == "verified" && me["searchable"] == true, "\(me)")
        #expect(world.mails(to: .tess).contains { $0.text.contains("Everything is in order.") })
        #expect(try await world.audit().contains("tutoring.tutor.read_papers"))
    }

    @Test func `the file of the papers opens without a session`() async throws {
        let world = try await castTutoring()
        _ = try await world.sendPapers(of: .tess)

        let queue = try await world.as(.ada).get("/api/v1/admin/tutor-verifications?state=submitted")
        let url = queue["data"]?[0]?["papers"]?[0]?["url"]?.stringValue ?? ""
        let path = url.firstRange(of: "/api/v1").map { String(url[$0.lowerBound...]) } ?? ""
        let file = try await world.anonymous.get(path)

        #expect(file.status == 200 && file.text.hasPrefix("%PDF"), "\(url) \(file)")
    }

    @Test func `rejected papers leave an earlier approval as it is`() async throws {
        let world = try await castTutoring()

        let sent = try await world.sendPapers(of: .tina)
        let rejected = try await world.decide(sent, "reject")
        let me = try await world.as(.tina).get("/api/v1/tutors/me")

        #expect(rejected["state"] == "rejected" && me["searchable"] == true, "\(rejected) \(me)")
        #expect(me["verification"]?["reason"] == "Everything is in order.")
    }

    @Test func `approved papers replace the older ones and bring their legal data`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)

        let sent = try await world.sendPapers(
            of: .tina,
            ["regime": "forfettario", "vat_number": "12345678903", "legal_name": "Tina Rossi Verdi"]
        )
        let before = try await world.db.read { tx in try Tutor.find(tina, tx) }
        let approved = try await world.decide(sent, "approve")
        let after = try await world.db.read { tx in try Tutor.find(tina, tx) }
        let states = try await world.as(.ada).get("/api/v1/admin/tutor-verifications")

        #expect(before.regime == .none && after.regime == .forfettario, "\(approved)")
        #expect(after.legalName.rawValue == "Tina Rossi Verdi" && after.vatNumber?.rawValue == "12345678903")
        let mine = states["data"]?.arrayValue?.filter { $0["tutor"]?["name"] == "Tina Rossi" }.map {
            $0["state"]
        }
        #expect(mine == ["verified", "superseded"], "\(states)")
    }

    @Test func `other papers withdraw those that wait`() async throws {
        let world = try await castTutoring()

        let first = try await world.sendPapers(of: .tess)
        _ = try await world.sendPapers(of: .tess)
        let late = try await world.decide(first, "approve", version: 2)
        let queue = try await world.as(.ada).get("/api/v1/admin/tutor-verifications")
        let states = queue["data"]?.arrayValue?.filter { $0["tutor"]?["name"] == "Tess Bruni" }.map {
            $0["state"]
        }

        #expect(late.status == 409 && late.problem == .illegalTransition, "\(late)")
        #expect(states == ["submitted", "withdrawn"], "\(queue)")
    }

    @Test func `papers are the tutor's own clean files`() async throws {
        let world = try await castTutoring()
        let strange = try await world.file("x.pdf", .pdf, Array("%PDF".utf8), of: .tina)

        let theirs = try await world.as(.tess).post(
            "/api/v1/tutors/me/verification",
            ["papers": [["kind": "identity", "file_id": .string(strange)]]]
        )
        let none = try await world.as(.tess).post("/api/v1/tutors/me/verification", ["papers": []])
        let wrong = try await world.sendPapers(of: .tess, ["regime": "ordinary"])

        #expect(theirs.status == 422 && theirs.faults == ["/papers/0/file_id": "unknown_file"], "\(theirs)")
        #expect(none.status == 422 && none.faults == ["/papers": "required"], "\(none)")
        #expect(wrong.status == 422 && wrong.faults == ["/vat_number": "required"], "\(wrong)")
    }

    @Test func `a suspended tutor sends no papers, and is reinstated`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        try await world.suspend(.tina)

        let sent = try await world.sendPapers(of: .tina)
        let me = try await world.as(.tina).get("/api/v1/tutors/me")
        try await world.suspend(.tina, "reinstate")
        let back = try await world.db.read { tx in try Tutor.find(tina, tx) }

        #expect(sent.status == 409 && sent.problem == .tutorSuspended, "\(sent)")
        #expect(
            me["suspended"] == true && me["searchable"] == false && me["missing"] == ["suspension"],
            "\(me)"
        )
        #expect(back.isOpen)
    }

    @Test func `a decision names the version and the reason, and is the administrators'`() async throws {
        let world = try await castTutoring()
        let sent = try await world.sendPapers(of: .tess)
        let path = "/api/v1/admin/tutor-verifications/\(sent["id"]?.stringValue ?? "")"
        let body: JSONValue = ["decision": "approve", "reason": "Everything is in order."]

        let blind = try await world.as(.ada).patch(path, body)
        let stale = try await world.as(.ada).patch(path, body, headers: ["If-Match": "\"7\""])
        let silent = try await world.as(.ada).patch(
            path,
            ["decision": "approve"],
            headers: ["If-Match": "\"1\""]
        )
        let tutor = try await world.as(.tess).patch(path, body, headers: ["If-Match": "\"1\""])
        let early = try await world.decide(sent, "reinstate")

        #expect(blind.status == 428 && stale.status == 412, "\(blind) \(stale)")
        #expect(silent.status == 422 && silent.faults == ["/reason": "required"] && tutor.status == 403)
        #expect(early.status == 409 && early.problem == .illegalTransition, "\(early)")
    }

    @Test(arguments: ["approve", "reject", "suspend", "reinstate"])
    func `a decision is refused where the state does not allow it`(_ decision: String) async throws {
        let world = try await castTutoring()
        let sent = try await world.sendPapers(of: .tess)
        let isForOpen = ["approve", "reject"].contains(decision)
        if isForOpen { _ = try await world.decide(sent, "approve") }

        let answer = try await world.decide(sent, decision, version: isForOpen ? 2 : 1)

        #expect(answer.status == 409 && answer.problem == .illegalTransition, "\(answer)")
        #expect(answer["present"]?.stringValue == (isForOpen ? "verified" : "submitted"), "\(answer)")
    }

    @Test func `of many decisions at once one counts`() async throws {
        let world = try await castTutoring()
        let sent = try await world.sendPapers(of: .tess)
        for admin in [Person.ada, .adam] { _ = try await world.token(of: admin) }

        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for turn in 0..<20 {
                group.addTask {
                    let what = turn % 2 == 0 ? "approve" : "reject"
                    return try await world.decide(sent, what, by: turn % 3 == 0 ? .ada : .adam).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(statuses.filter { $0 == 200 }.count == 1, "\(statuses)")
        #expect(statuses.allSatisfy { [200, 409, 412].contains($0) }, "\(statuses)")
    }

    @Test func `after three days administrators are told, once`() async throws {
        let world = try await castTutoring()
        _ = try await world.sendPapers(of: .tess)

        world.clock.advance(by: .days(3) - .minutes(1))
        try await world.tick()
        let early = world.mails(to: .ada).count { $0.text.contains("Tess Bruni") }
        world.clock.advance(by: .minutes(2))
        try await world.tick()
        world.clock.advance(by: .days(2))
        try await world.tick()

        #expect(early == 0)
        #expect(world.mails(to: .ada).count { $0.text.contains("Tess Bruni") } == 1)
    }

    @Test func `the papers are deleted 90 days after the decision`() async throws {
        let world = try await castTutoring()
        let sent = try await world.sendPapers(of: .tess)
        _ = try await world.decide(sent, "reject")

        world.clock.advance(by: .days(89))
        try await world.tick()
        let before = try await world.papers(of: sent)
        world.clock.advance(by: .days(2))
        try await world.tick()

        #expect(before == 1)
        #expect(try await world.papers(of: sent) == 0)
    }
}

extension World {
    fileprivate func sendPapers(of person: Person, _ more: JSONObject = [:]) async throws -> TestResponse {
        let file = try await file("identity.pdf", .pdf, Array("%PDF-1.4 identity".utf8), of: person)
        let body: JSONObject = ["papers": [["kind": "identity", "file_id": .string(file)]]]
        return try await self.as(person).post("/api/v1/tutors/me/verification", .object(body.merging(more)))
    }

    fileprivate func decide(
        _ sent: TestResponse,
        _ decision: String,
        version: Int = 1,
        by admin: Person = .ada
    ) async throws -> TestResponse {
        try await self.as(admin).patch(
            "/api/v1/admin/tutor-verifications/\(sent["id"]?.stringValue ?? "")",
            ["decision": .string(decision), "reason": "Everything is in order."],
            headers: ["If-Match": "\"\(version)\""]
        )
    }

    fileprivate func papers(of sent: TestResponse) async throws -> Int {
        let id = try JSON.decode(ID<Verification>.self, from: sent["id"] ?? .null)
        return try await db.read { tx in try Verification.find(id, tx).papers.count }
    }
}
