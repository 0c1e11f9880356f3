import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Operations of the platform under the names of the contract.
@Suite struct SecondNameTests {
    private static let root = "/api/v1"
    private static let password = "quattro gatti in fila"

    @Test func `two-step login is set up, used and turned off`() async throws {
        let world = try await castTutoring()
        let sara = world.as(.sara)

        let enrolled = try await sara.post("\(Self.root)/auth/mfa/enroll")
        let secured = Person.sara.enrolled(try #require(enrolled["secret"]?.stringValue))
        let confirmed = try await sara.post(
            "\(Self.root)/auth/mfa/confirm",
            ["code": .string(world.code(of: secured))]
        )
        world.clock.advance(by: .seconds(60))
        let challenged = try await world.anonymous.post(
            "\(Self.root)/auth/login",
            ["email": .string(Person.sara.email), "password": .string(Person.sara.password)]
        )
        let verified = try await world.anonymous.post(
            "\(Self.root)/auth/mfa/verify",
            ["challenge": challenged["challenge"] ?? "", "code": .string(world.code(of: secured))]
        )
        let client = world.with(token: verified["access_token"]?.stringValue ?? "")
        let renewed = try await client.post("\(Self.root)/auth/mfa/recovery")
        let dropped = try await client.delete("\(Self.root)/auth/mfa")

        #expect(confirmed["recovery_codes"]?.arrayValue?.count == 10, "\(confirmed)")
        #expect(challenged.status == 401 && challenged.problem == .secondFactorRequired, "\(challenged)")
        #expect(verified.status == 200, "\(verified)")
        #expect(renewed["recovery_codes"]?.arrayValue?.count == 10)
        #expect(dropped.status == 204)
    }

    @Test func `sessions are listed and ended, and a login is made fresh again`() async throws {
        let world = try await castTutoring()
        let other = try await world.logIn(.sara)
        let sara = world.as(.sara)

        let listed = try await sara.get("\(Self.root)/auth/sessions")
        let foreign = try #require(listed["data"]?.arrayValue?.first { $0["current"] == false })
        let id = foreign["id"]?.stringValue ?? ""
        let stranger = try await world.as(.sami).delete("\(Self.root)/auth/sessions/\(id)")
        let ended = try await sara.delete("\(Self.root)/auth/sessions/\(id)")
        let fresh = try await sara.post(
            "\(Self.root)/auth/step-up",
            ["password": .string(Person.sara.password)]
        )

        #expect(listed["data"]?.arrayValue?.count == 2, "\(listed)")
        #expect(stranger.status == 404 && ended.status == 204)
        #expect(fresh.status < 300, "\(fresh)")
        let token = other["access_token"]?.stringValue ?? ""
        #expect(try await world.with(token: token).get("\(Self.root)/users/me").status == 401)
    }

    @Test func `a password is changed, and a forgotten one chosen anew`() async throws {
        let world = try await castTutoring()
        let changed = try await world.as(.sara).post(
            "\(Self.root)/users/me/change-password",
            ["current_password": .string(Person.demoPassword), "new_password": .string(Self.password)]
        )
        let asked = try await world.anonymous.post(
            "\(Self.root)/auth/forgot-password",
            ["email": .string(Person.sami.email)]
        )
        let token = try await world.mailedToken(to: Person.sami.email)
        let chosen = try await world.anonymous.post(
            "\(Self.root)/auth/reset-password",
            ["token": .string(token), "new_password": .string(Self.password)]
        )
        let again = try await world.anonymous.post(
            "\(Self.root)/auth/reset-password",
            ["token": .string(token), "new_password": .string(Self.password)]
        )

        #expect(changed.status == 204, "\(changed)")
        #expect(asked.status == 202 && chosen.status == 204, "\(chosen)")
        #expect(again.status == 422 && again.faults.keys.sorted() == ["/token"])
    }

    @Test func `consents are given, and the history keeps them`() async throws {
        let world = try await castTutoring()
        let body: JSONValue = [
            "consents": [["purpose": "marketing", "policy_version": "2026-01", "granted": true]]
        ]

        let given = try await world.as(.sara).post("\(Self.root)/users/me/consents", body)
        let history = try await world.as(.sara).get("\(Self.root)/users/me/consents/history")

        #expect(given.status == 200, "\(given)")
        #expect(history["data"]?[0]?["purpose"] == "marketing", "\(history)")
    }

    @Test func `a device is registered and deleted by its owner`() async throws {
        let world = try await castTutoring()
        let body: JSONValue = ["token": "token-of-the-telephone-of-sara", "platform": "android"]

        let made = try await world.as(.sara).post("\(Self.root)/devices", body)
        let path = "\(Self.root)/devices/\(try made.made)"

        #expect(made.status == 201, "\(made)")
        #expect(try await world.as(.sami).delete(path).status == 404)
        #expect(try await world.as(.sara).delete(path).status == 204)
    }

    @Test func `a notification is read by its receiver`() async throws {
        let world = try await castTutoring()
        let sara = try await world.account(of: .sara)
        try await world.db.write { tx in
            try TutoringNotice.send(.accountActivated, to: [sara], ["reason": .words("A mistake.")], tx)
        }
        try await world.runJobs()
        let id = try await world.as(.sara).firstID(at: "\(Self.root)/notifications")

        let stranger = try await world.as(.sami).patch("\(Self.root)/notifications/\(id)/read", [:])
        let read = try await world.as(.sara).patch("\(Self.root)/notifications/\(id)/read", [:])

        #expect(stranger.status == 404)
        #expect(read.status == 200 && read["read_at"] != nil, "\(read)")
        #expect(
            try await world.as(.sara).get("\(Self.root)/notifications/unread-count")["count"] == 0
        )
    }

    @Test func `a job that failed for good is tried again`() async throws {
        let world = try await castTutoring()
        _ = try await world.anonymous.post(
            "\(Self.root)/auth/forgot-password",
            ["email": .string(Person.sara.email)]
        )
        try await world.db.write { tx in
            try tx.execute("UPDATE job SET state = 'dead', finished_at = \(tx.now)")
        }
        let id = try #require(try await world.jobs().last).id

        let tutor = try await world.as(.tina).post("\(Self.root)/admin/jobs/\(id)/retry")
        let retried = try await world.as(.ada).post("\(Self.root)/admin/jobs/\(id)/retry")

        #expect(tutor.status == 403)
        #expect(retried.status == 200, "\(retried)")
    }
}
