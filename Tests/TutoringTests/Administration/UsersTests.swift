import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct UsersTests {
    @Test func `administrators list accounts by words, role, state and time`() async throws {
        let world = try await castTutoring()
        let now = world.clock.now.description

        let all = try await world.as(.ada).get("/api/v1/admin/users")
        let tutors = try await world.as(.ada).get("/api/v1/admin/users?role=tutor&sort=name")
        let words = try await world.as(.ada).get("/api/v1/admin/users?search=conti%20sar")
        let none = try await world.as(.ada).get("/api/v1/admin/users?from=\(now)&state=suspended")
        let unknown = try await world.as(.ada).get("/api/v1/admin/users?role=lsm")

        #expect(all.status == 200 && all["data"]?.arrayValue?.count == 8, "\(all)")
        #expect(
            tutors["data"]?.arrayValue?.map { $0["last_name"]?.stringValue ?? "" } == [
                "Bruni", "Grant", "Rossi",
            ],
            "\(tutors)"
        )
        #expect(words["data"]?.arrayValue?.map { $0["first_name"] } == ["Sara"], "\(words)")
        #expect(none["data"] == [] && unknown.status == 422)
    }

    @Test func `an account is read with profile and strikes, and the reading is audited`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        try await world.db.write { tx in
            try Strike.add(Tutor.find(tina, tx), tx.newID(), .absence, tx)
        }

        let read = try await world.as(.ada).get("/api/v1/admin/users/\(world.id(of: .tina))")
        let student = try await world.as(.ada).get("/api/v1/admin/users/\(world.id(of: .sara))")
        let trail = try await world.as(.ada).get("/api/v1/admin/users/\(world.id(of: .tina))/activity")

        #expect(read.status == 200 && read["role"] == "tutor", "\(read)")
        #expect(read["tutor"]?["name"] == "Tina Rossi" && read["verification"]?["state"] == "verified")
        #expect(read["strikes"]?[0]?["cause"] == "absence" && read["student"] == nil)
        #expect(student["student"]?["country"] == "IT" && student["tutor"] == nil, "\(student)")
        #expect(trail.status == 200 && trail.text.contains("tutoring.user.read"), "\(trail)")
        #expect(try await world.as(.sara).get("/api/v1/admin/users").status == 403)
    }

    @Test func `a role changes with a reason that the owner reads, and sessions end`() async throws {
        let world = try await castTutoring()
        let token = try await world.token(of: .sara)

        let appointed = try await world.role(of: .sara, "admin")
        let never = try await world.role(of: .sami, "tutor")
        try await world.runJobs()

        #expect(appointed.status == 200 && appointed["role"] == "admin", "\(appointed)")
        #expect(never.status == 422 && never.faults == ["/role": "never_a_tutor"], "\(never)")
        #expect(try await world.with(token: token).get("/api/v1/users/me").status == 401)
        #expect(world.mails(to: .sara).contains { $0.text.contains("As agreed on the phone.") })
    }

    @Test func `a tutor who becomes a student is suspended, and reinstated on return`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)

        let student = try await world.role(of: .tina, "student")
        let stopped = try await world.db.read { tx in try Tutor.find(tina, tx).suspendedAt }
        let tutor = try await world.role(of: .tina, "tutor")
        let back = try await world.db.read { tx in try Tutor.find(tina, tx).suspendedAt }

        #expect(student.status == 200 && tutor.status == 200, "\(student) \(tutor)")
        #expect(stopped != nil && back == nil)
    }

    @Test func `open_business: lessons ahead keep the role of both sides`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.booked(LessonScene.rome(10), lot: scene.lot())

        let student = try await scene.world.role(of: .sara, "admin")
        let tutor = try await scene.world.role(of: .tina, "student")

        #expect(student.status == 409 && student.problem == .openBusiness, "\(student)")
        #expect(tutor.status == 409 && tutor.problem == .openBusiness, "\(tutor)")
    }

    @Test func `a deactivated tutor is suspended until the activation`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)

        let off = try await world.switching(.tina, "deactivate")
        let stopped = try await world.db.read { tx in try Tutor.find(tina, tx).suspendedAt }
        let login = try await world.logIn(.tina)
        let on = try await world.switching(.tina, "activate")
        let back = try await world.db.read { tx in try Tutor.find(tina, tx) }
        try await world.runJobs()

        #expect(off.status == 200 && off["state"] == "suspended", "\(off)")
        #expect(stopped != nil && login.status == 401)
        #expect(on.status == 200 && on["state"] == "active" && back.suspendedAt == nil && back.isVerified)
        #expect(world.mails(to: .tina).contains { $0.text.contains("Spam in the messages.") })
        #expect(try await world.audit().contains("tutoring.user.deactivate"))
    }

    @Test func `a tutor whom an administrator suspended stays so after the activation`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        try await world.suspend(.tina)

        _ = try await world.switching(.tina, "deactivate")
        _ = try await world.switching(.tina, "activate")

        #expect(try await world.db.read { tx in try Tutor.find(tina, tx).suspendedAt } != nil)
    }

    @Test func `nobody does it to oneself, without a reason, or with an old login`() async throws {
        let world = try await castTutoring()
        let token = try await world.token(of: .ada)

        let oneself = try await world.switching(.ada, "deactivate")
        let own = try await world.role(of: .ada, "student")
        let silent = try await world.as(.ada).patch(
            "/api/v1/admin/users/\(world.id(of: .sara))/deactivate",
            [:]
        )
        try await world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .minutes(16))")
        }
        let stale = try await world.with(token: token).patch(
            "/api/v1/admin/users/\(world.id(of: .sara))/deactivate",
            ["reason": "Spam in the messages."]
        )

        #expect(oneself.status == 409 && oneself.problem == .ownAccount, "\(oneself)")
        #expect(own.status == 409 && own.problem == .ownAccount, "\(own)")
        #expect(silent.status == 422 && silent.faults == ["/reason": "required"], "\(silent)")
        #expect(stale.status == 403 && stale.problem == .stepUpRequired, "\(stale)")
    }

    @Test func `of two administrators who remove each other at once one stays`() async throws {
        let world = try await castTutoring()
        for admin in [Person.ada, .adam] { _ = try await world.token(of: admin) }

        async let first = world.role(of: .adam, "student", by: .ada)
        async let second = world.role(of: .ada, "student", by: .adam)
        let answers = try await [first, second]

        let left = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM account a WHERE a.role = 'admin' AND a.state = 'active'",
                as: Int.self
            )
        }
        #expect(left == 1, "\(answers)")
        #expect(answers.filter { $0.status == 200 }.count == 1)
    }
}

extension World {
    fileprivate func role(
        of person: Person,
        _ role: String,
        by admin: Person = .ada
    ) async throws -> TestResponse {
        try await self.as(admin).patch(
            "/api/v1/admin/users/\(id(of: person))/role",
            ["role": .string(role), "reason": "As agreed on the phone."]
        )
    }

    fileprivate func switching(_ person: Person, _ what: String) async throws -> TestResponse {
        try await self.as(.ada).patch(
            "/api/v1/admin/users/\(id(of: person))/\(what)",
            ["reason": "Spam in the messages."]
        )
    }
}

extension World {
    /// Suspends a tutor, as an administrator does.
    func suspend(_ tutor: Person, _ decision: String = "suspend") async throws {
        let id = try await self.tutor(of: tutor)
        let found = try await db.read { tx in try Verification.find(of: id, in: [.verified, .suspended], tx) }
        guard let found else { throw TestFailure("\(tutor.name) is not verified") }
        let answer = try await self.as(.ada).patch(
            "/api/v1/admin/tutor-verifications/\(found.id)",
            ["decision": .string(decision), "reason": "Students complained."],
            headers: ["If-Match": "\"\(found.version)\""]
        )
        guard answer.status == 200 else { throw TestFailure("\(answer)") }
    }
}
