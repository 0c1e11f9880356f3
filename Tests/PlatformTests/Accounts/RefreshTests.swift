import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RefreshTests {
    @Test func `a refresh gives new tokens and a new lease`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)
        world.clock.advance(by: .days(6))

        let second: TokenGrant = try await world.refresh(first.refreshToken).decoded()
        world.clock.advance(by: .days(6))
        let third: TokenGrant = try await world.refresh(second.refreshToken).decoded()

        #expect(Set([first.refreshToken, second.refreshToken, third.refreshToken]).count == 3)
        #expect(try await world.status(of: third.accessToken) == 200)
    }

    @Test func `a lost answer is given again`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)
        let lost: TokenGrant = try await world.refresh(first.refreshToken).decoded()
        world.clock.advance(by: .seconds(20))

        let again: TokenGrant = try await world.refresh(first.refreshToken).decoded()

        #expect(again.refreshToken == lost.refreshToken)
        #expect(try await world.status(of: again.accessToken) == 200)
        #expect(try await world.refresh(again.refreshToken).status == 200)
    }

    @Test func `an old token used again ends the session, although the request is refused`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)
        let second: TokenGrant = try await world.refresh(first.refreshToken).decoded()
        #expect(try await world.status(of: second.accessToken) == 200)
        world.clock.advance(by: .seconds(31))

        let reuse = try await world.refresh(first.refreshToken)

        #expect(reuse.problem == .invalidRefreshToken)
        #expect(try await world.status(of: second.accessToken) == 401)
        #expect(try await world.refresh(second.refreshToken).status == 401)
        #expect(try await world.audit().last == "session.reuse_detected")
    }

    @Test func `a token two steps old is reuse even at once`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)
        let second: TokenGrant = try await world.refresh(first.refreshToken).decoded()
        let third: TokenGrant = try await world.refresh(second.refreshToken).decoded()

        #expect(try await world.refresh(first.refreshToken).status == 401)

        #expect(try await world.status(of: third.accessToken) == 401)
    }

    @Test func `twenty refreshes at once all get usable tokens of one family`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)

        let answers = try await world.atOnce(20) { _ in try await world.refresh(first.refreshToken) }

        #expect(answers.statuses == [200: 20])
        let grants: [TokenGrant] = try answers.map { try $0.decoded() }
        #expect(Set(grants.map(\.refreshToken)).count == 1)
        for grant in grants { #expect(try await world.status(of: grant.accessToken) == 200) }
        #expect(try await world.refresh(grants[0].refreshToken).status == 200)
        #expect(try await world.audit().contains("session.reuse_detected") == false)
    }

    @Test func `a session ends when nobody refreshes it`() async throws {
        let world = try await aClub()
        let first = try await world.login(.giulia)
        world.clock.advance(by: .days(7))

        #expect(try await world.refresh(first.refreshToken).problem == .invalidRefreshToken)
    }

    @Test func `invented and altered tokens are refused, and end nothing`() async throws {
        let world = try await aClub()
        let elsewhere = try await aClub(named: "elsewhere")
        let grant = try await world.login(.giulia)
        let foreign = try await elsewhere.login(.giulia)
        let flipped = String(grant.refreshToken.dropLast(2)) + "AA"

        for token in ["", "prt_", "prt_????", flipped, foreign.refreshToken, grant.accessToken] {
            #expect(try await world.refresh(token).problem == .invalidRefreshToken)
        }

        #expect(try await world.status(of: grant.accessToken) == 200)
    }

    @Test func `a closed account is not refreshed`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        let giulia = try await world.account(of: .giulia)

        _ = try await world.db.write { [site = world.site] tx in
            try giulia.deactivated(by: .system, at: site, tx)
        }

        #expect(try await world.refresh(grant.refreshToken).status == 401)
        #expect(try await world.status(of: grant.accessToken) == 401)
    }
}
