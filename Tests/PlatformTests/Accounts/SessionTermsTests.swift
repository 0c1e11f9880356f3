import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

@Suite struct SessionTermsTests {
    @Test func `a session ends after ninety days, however much it is used`() async throws {
        let world = try await aClub()
        var grant = try await world.login(.giulia)

        for day in stride(from: 6, through: 84, by: 6) {
            world.clock.advance(by: .days(6))
            let answer = try await world.refresh(grant.refreshToken)
            #expect(answer.status == 200, "day \(day)")
            grant = try answer.decoded()
        }
        #expect(grant.refreshExpiresIn <= 6 * 86_400)
        world.clock.advance(by: .days(6))

        #expect(try await world.refresh(grant.refreshToken).status == 401)
    }

    @Test func `an administrator's ends after eight hours unused, and after a day`() async throws {
        let world = try await aClub()
        let left = try await world.login(.sara)
        var used = try await world.login(.sara)

        for _ in 1...3 {
            world.clock.advance(by: .hours(7))
            used = try await world.refresh(used.refreshToken).decoded()
        }
        #expect(try await world.refresh(left.refreshToken).status == 401)
        world.clock.advance(by: .hours(4))

        #expect(try await world.refresh(used.refreshToken).status == 401)
    }

    @Test func `whoever becomes an administrator has an administrator's session from then on`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.luca)
        let luca = try await world.account(of: .luca)
        try await world.db.write { tx in
            _ = try luca.changed(role: .steward, by: .system, at: world.site, tx)
        }
        world.clock.advance(by: .hours(9))

        #expect(try await world.refresh(grant.refreshToken).status == 401)
    }
}

@Suite struct SecondFactorNeededTests {
    private func world() async throws -> World {
        try await aClub(policy: { $0.secondFactorRoles = [.steward] })
    }

    @Test func `whose role needs a second factor reaches their own account alone until it is on`()
        async throws
    {
        let world = try await world()
        let sara = world.as(.sara)

        let refused = try await sara.get("/api/admin/audit-logs")
        let held = try await sara.get("/api/users/me/permissions")

        #expect(refused.status == 403 && refused.problem == .mfaEnrolmentRequired, "\(refused)")
        #expect(refused["enrol"]?["path"] == "/api/users/me/second-factor")
        #expect(held["permissions"]?.arrayValue?.map { $0["permission"] } == ["account"])
        let header = "Bearer \(try await world.token(of: .sara))"
        await #expect(throws: Problem.self) {
            try await world.site.tokens.presence(forAuthorization: header)
        }
        #expect(try await world.as(.giulia).get("/api/users/me/sessions").status == 200)

        _ = try await world.enrolled(.sara)

        #expect(try await sara.get("/api/admin/audit-logs").status == 200, "with the same token")
    }

    @Test func `whose role needs it cannot turn it off, others can`() async throws {
        let world = try await world()
        for person in [Person.sara, .giulia] { _ = try await world.enrolled(person) }
        let path = "/api/users/me/second-factor"

        #expect(try await world.as(.sara).delete(path).problem == .mfaMandatory)
        #expect(try await world.as(.giulia).delete(path).status == 204)

        #expect(try await world.as(.sara).get("/api/admin/audit-logs").status == 200)
        #expect(try await world.as(.sara).get(path)["enabled"] == true)
    }

    @Test func `of every operation, those that need more than one's own account are shut`() async throws {
        let world = try await world()
        let token = try await world.login(.sara).accessToken

        for route in world.product.routes where ![.anyone, .account].contains(route.permission) {
            let answer = try await world.with(token: token).send(route.method, route.sample)
            #expect(answer.problem == .mfaEnrolmentRequired, "\(route.name): \(answer.status)")
        }
    }
}
