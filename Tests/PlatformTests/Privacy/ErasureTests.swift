import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ErasureTests {
    @Test func `an account is deleted with its password`() async throws {
        let world = try await aClub()
        let (id, token) = (try await world.account(of: .giulia).id, try await world.token(of: .giulia))
        let login = try await world.login(.giulia)

        let wrong = try await world.as(.giulia).delete("/api/users/me/account", ["password": "not this one"])
        let gone = try await world.as(.giulia).delete("/api/users/me/account", leaving)

        #expect(wrong.faults == ["/password": "wrong_password"])
        #expect(gone.status == 204, "\(gone)")
        #expect(try await world.status(of: token) == 401)
        #expect(try await world.status(of: login.accessToken) == 401)
        #expect(try await world.refresh(login.refreshToken).problem == .invalidRefreshToken)
        let (again, unknown) = (
            try await world.tryLogin(Person.giulia.email), try await world.tryLogin("no@example.com")
        )
        #expect(again.visible == unknown.visible)
        let left = try await world.db.read { tx in try Account.find(id, tx) }
        #expect(left.state == .deleted && left.phone == nil && left.password == nil)
        #expect(left.email.rawValue == "\(id)@erased.invalid")
    }

    @Test func `a fresh login is as good as the password, an old one is not`() async throws {
        let world = try await aClub()
        let (giulia, luca) = (try await world.login(.giulia), try await world.login(.luca))
        let path = "/api/users/me/account"

        let fresh = try await world.with(token: giulia.accessToken).delete(path)
        world.clock.advance(by: world.product.accounts.freshness + .seconds(1))
        let renewed: TokenGrant = try await world.refresh(luca.refreshToken).decoded()
        let old = try await world.with(token: renewed.accessToken).delete(path)

        #expect(fresh.status == 204, "\(fresh)")
        #expect(old.problem == .stepUpRequired)
        #expect(try await world.account(of: .luca).state == .active)
    }

    @Test func `with two-step login a password alone does not do`() async throws {
        let world = try await aClub()
        let (id, login) = (try await world.account(of: .giulia).id, try await world.login(.giulia))
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO second_factor (account_id, secret, last_step, created_at, confirmed_at)
                VALUES (\(id), \([UInt8](repeating: 1, count: 48)), 0, \(tx.now), \(tx.now))
                """
            )
        }
        world.clock.advance(by: world.product.accounts.freshness + .seconds(1))

        let renewed: TokenGrant = try await world.refresh(login.refreshToken).decoded()
        let answer = try await world.with(token: renewed.accessToken).delete(
            "/api/users/me/account",
            leaving
        )

        #expect(answer.problem == .stepUpRequired)
    }

    @Test func `the e-mail address is free again`() async throws {
        let world = try await aClub()
        _ = try await world.as(.giulia).delete("/api/users/me/account", leaving)

        let answer = try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(Person.giulia.email), "password": "una frase che ricordo"]
        )

        #expect(answer.status == 202, "\(answer)")
        let token = try await world.mailedToken(to: Person.giulia.email)
        #expect(try await world.verify(token, choosing: "una frase che ricordo").status == 200)
    }

    @Test func `of twenty deletions at once one happens`() async throws {
        let world = try await aClub()
        let token = try await world.token(of: .giulia)

        let answers = try await world.atOnce(20) { _ in
            try await world.with(token: token).delete("/api/users/me/account", leaving)
        }

        #expect(answers.statuses[204] == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [204, 401, 412, 429].contains($0.status) }, "\(answers.statuses)")
        #expect(try await world.audit().filter { $0 == "account.erase" }.count == 1)
        #expect(try await AuditChain.verify(world.site).intact)
    }

    @Test func `the plan says what will happen and changes nothing`() async throws {
        let world = try await aClub()

        let plan = try await world.as(.giulia).get("/api/users/me/account/erasure-plan")

        let kinds = plan["kinds"]?.arrayValue ?? []
        #expect(plan["is_allowed"] == true)
        #expect(kinds.last { $0["kind"] == "account" }?["action"] == "anonymise")
        #expect(kinds.first { $0["kind"] == "sessions" }?["count"] == 1)
        #expect(
            kinds.first { $0["kind"] == "consents" }?["kept_until"]?.stringValue?.hasPrefix("2031") == true
        )
        #expect(kinds.allSatisfy { $0["why"]?.stringValue?.isEmpty == false })
        #expect(try await world.status(of: world.token(of: .giulia)) == 200)
    }

    @Test func `the last administrator stays`() async throws {
        let world = try await aClub()

        let answer = try await world.as(.sara).delete("/api/users/me/account", leaving)

        #expect(answer.problem == .lastAdministrator)
    }

    @Test func `an administrator erases on behalf, a member does not`() async throws {
        let world = try await aClub()
        let id = try await world.account(of: .giulia).id
        let order: JSONValue = ["cause": "requested_in_writing"]

        let refused = try await world.as(.luca).post("/api/admin/users/\(id)/erase", order)
        let done = try await world.as(.sara).post("/api/admin/users/\(id)/erase", order)
        let again = try await world.as(.sara).post("/api/admin/users/\(id)/erase", order)

        #expect(refused.status == 403)
        #expect(done["is_allowed"] == true)
        #expect(again.status == 404)
    }

    @Test func `a legal hold keeps everything until it is lifted`() async throws {
        let world = try await aClub()
        let id = try await world.account(of: .giulia).id
        let hold = try await world.as(.sara).post(
            "/api/admin/users/\(id)/legal-holds",
            ["reason": "inspection 12/2026"]
        )

        let held = try await world.as(.giulia).delete("/api/users/me/account", leaving)
        let plan = try await world.as(.giulia).get("/api/users/me/account/erasure-plan")
        let open = try await world.as(.sara).get("/api/admin/legal-holds?open=true")
        let lift = "/api/admin/legal-holds/\(hold.id ?? "")/lift"
        let lifts = try await world.atOnce(5) { _ in try await world.as(.sara).post(lift) }
        let gone = try await world.as(.giulia).delete("/api/users/me/account", leaving)

        #expect(hold.status == 201, "\(hold)")
        #expect(held.problem == .erasureHeld)
        #expect(plan["is_allowed"] == false)
        #expect(open["data"]?.arrayValue?.count == 1)
        #expect(lifts.statuses == [200: 1, 409: 4])
        #expect(gone.status == 204)
    }
}
