import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

extension World {
    fileprivate func leave(
        _ person: Person,
        now: Bool = false,
        password: String = Person.demoPassword
    ) async throws -> TestResponse {
        try await self.as(person).delete(
            "/api/v1/users/account\(now ? "?now=true" : "")",
            ["password": .string(password)]
        )
    }

    fileprivate func state(of person: ID<Account>) async throws -> Account.State {
        try await db.read { tx in try Account.find(person, tx).state }
    }
}

@Suite struct LeavingTests {
    @Test func `an account is closed now and erased after 30 days`() async throws {
        let world = try await castMarketplace()
        let carl = try await world.account(of: .carl)
        let token = try await world.token(of: .carl)

        let left = try await world.leave(.carl)
        let during = try await world.state(of: carl)
        world.clock.advance(by: .days(29))
        try await world.tick()
        let before = try await world.state(of: carl)
        world.clock.advance(by: .days(2))
        try await world.tick()

        #expect(left.status == 202, "\(left)")
        #expect(left["erases_at"]?.stringValue?.hasPrefix("2026-12-21") == true)
        #expect(try await world.with(token: token).get("/api/v1/users/profile").status == 401)
        #expect(during == .suspended && before == .suspended)
        #expect(try await world.state(of: carl) == .deleted)
        #expect(world.mails(to: .carl).contains { $0.subject.contains("deleted") })
        #expect(try await world.logIn(.carl).problem == .invalidCredentials)
    }

    @Test func `a login within 30 days takes it back`() async throws {
        let world = try await castMarketplace()
        let carl = try await world.account(of: .carl)

        _ = try await world.leave(.carl)
        world.clock.advance(by: .days(20))
        let login = try await world.logIn(.carl)
        world.clock.advance(by: .days(20))
        try await world.tick()

        #expect(login.status == 200, "\(login)")
        #expect(try await world.state(of: carl) == .active)
        #expect(try await world.audit().suffix(4).contains("departure.take_back"))
    }

    @Test func `a provider who leaves is not found any more, and resumes after coming back`() async throws {
        let world = try await castMarketplace()
        let pia = try await world.provider(of: .pia)

        let left = try await world.leave(.pia)
        let hidden = try await world.db.read { tx in try Provider.find(pia, tx) }
        let token = try await world.logIn(.pia)["access_token"]?.stringValue ?? ""
        let resumed = try await world.with(token: token).put(
            "/api/v1/providers/\(pia)/status",
            ["status": "active"]
        )

        #expect(left.status == 202, "\(left)")
        #expect(hidden.status == .inactive && !hidden.isListed)
        #expect(resumed.status == 200 && resumed["status"] == "active", "\(resumed)")
    }

    @Test func `a wrong password does not take it back`() async throws {
        let world = try await castMarketplace()
        let carl = try await world.account(of: .carl)
        _ = try await world.leave(.carl)

        let guess = Person("carl", email: Person.carl.email, password: "Not-the-password-1")

        #expect(try await world.logIn(guess).status == 401)
        #expect(try await world.state(of: carl) == .suspended)
    }

    @Test func `staff come back with both factors`() async throws {
        let world = try await castMarketplace()
        let leo = try await world.account(of: .leo)
        _ = try await world.as(.leo).delete("/api/v1/users/account")

        let first = try await world.anonymous.post(
            "/api/v1/auth/login",
            ["email": .string(Person.leo.email), "password": .string(Person.demoPassword)]
        )
        let between = try await world.state(of: leo)
        let login = try await world.logIn(.leo)

        #expect(first.problem == .secondFactorRequired && between == .suspended)
        #expect(login.status == 200, "\(login)")
        #expect(try await world.state(of: leo) == .active)
    }

    @Test func `now=true erases at once`() async throws {
        let world = try await castMarketplace()
        let carl = try await world.account(of: .carl)

        let left = try await world.leave(.carl, now: true)

        #expect(left.status == 202, "\(left)")
        #expect(try await world.state(of: carl) == .deleted)
        let name = try await world.db.read { tx in try Profile.find(carl, tx).name.rawValue }
        #expect(name == "Former member")
    }

    @Test func `a wrong password is refused`() async throws {
        let world = try await castMarketplace()

        let wrong = try await world.leave(.carl, password: "Not-the-password-1")

        #expect(wrong.status == 422 && wrong.faults == ["/password": "wrong_password"], "\(wrong)")
    }

    @Test func `a job that is not over keeps the account, on both sides`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.put(
            job,
            "assign",
            by: .carl,
            ["provider_id": .string(scene.world.provider(of: .pia).description)]
        )

        let customer = try await scene.world.leave(.carl)
        let provider = try await scene.world.leave(.pia)
        let atOnce = try await scene.world.leave(.carl, now: true)

        #expect(
            [customer, provider, atOnce].map(\.problem) == [.openBusiness, .openBusiness, .openBusiness]
        )
        #expect(customer.status == 409)
    }

    @Test func `a balance that is not zero keeps the provider`() async throws {
        let world = try await castMarketplace()
        let pia = try await world.provider(of: .pia)
        try await world.db.write { tx in
            try ProviderEntry.write(.complete, to: pia, for: nil, 1_000, of: tx.newID(of: Subject.self), tx)
        }

        let answer = try await world.leave(.pia)

        #expect(answer.status == 409 && answer.problem == .openBusiness, "\(answer)")
    }

    @Test func `the last administrator stays`() async throws {
        let world = try await castMarketplace()

        let first = try await world.as(.ada).delete("/api/v1/users/account")
        let last = try await world.as(.adam).delete("/api/v1/users/account")

        #expect(first.status == 202, "\(first)")
        #expect(last.status == 409 && last.problem == .lastAdmin, "\(last)")
    }

    @Test func `of two last administrators who leave at once one stays`() async throws {
        let world = try await castMarketplace()
        let tokens = [try await world.token(of: .ada), try await world.token(of: .adam)]

        let answers = try await world.atOnce(2) { index in
            try await world.with(token: tokens[index]).delete("/api/v1/users/account")
        }

        #expect(answers.statuses == [202: 1, 409: 1], "\(answers.statuses)")
    }
}
