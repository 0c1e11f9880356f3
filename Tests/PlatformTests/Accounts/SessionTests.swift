import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SessionTests {
    @Test func `someone sees where they are logged in`() async throws {
        let world = try await aClub()
        _ = try await world.login(.giulia)
        let here = try await world.login(.giulia)

        let sessions = try await world.with(token: here.accessToken).get("/api/users/me/sessions")

        let list = try #require(sessions["data"]?.arrayValue)
        #expect(list.count == 2)
        #expect(list.map { $0["current"] } == [.bool(true), .bool(false)])
        #expect(list[0]["address"] == "127.0.0.1")
    }

    @Test func `a revoked session is refused at once`() async throws {
        let world = try await aClub()
        let there = try await world.login(.giulia)
        let here = try await world.login(.giulia)
        #expect(try await world.status(of: there.accessToken) == 200)
        let id = try await other(than: here, in: world)

        let answer = try await world.with(token: here.accessToken).delete("/api/users/me/sessions/\(id)")

        #expect(answer.status == 204)
        #expect(try await world.status(of: there.accessToken) == 401)
        #expect(try await world.status(of: here.accessToken) == 200)
        #expect(try await world.refresh(there.refreshToken).status == 401)
        #expect(try await world.audit().last == "session.revoke")
    }

    @Test func `every other session can be ended together`() async throws {
        let world = try await aClub()
        let others = [try await world.login(.giulia), try await world.login(.giulia)]
        let here = try await world.login(.giulia)

        #expect(try await world.with(token: here.accessToken).delete("/api/users/me/sessions").status == 204)

        for grant in others { #expect(try await world.status(of: grant.accessToken) == 401) }
        #expect(try await world.status(of: here.accessToken) == 200)
    }

    @Test func `the sessions of others do not exist`() async throws {
        let world = try await aClub()
        let giulia = try await world.login(.giulia)
        let session = try await world.with(token: giulia.accessToken).get("/api/users/me/sessions")
        let id = try #require(session["data"]?.arrayValue?.first?["id"]?.stringValue)

        #expect(try await world.as(.luca).delete("/api/users/me/sessions/\(id)").problem == .notFound)

        #expect(try await world.status(of: giulia.accessToken) == 200)
    }

    @Test func `logging out ends the session of the access token`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)

        #expect(try await world.with(token: grant.accessToken).post("/api/auth/logout").status == 204)

        #expect(try await world.status(of: grant.accessToken) == 401)
        #expect(try await world.refresh(grant.refreshToken).status == 401)
    }

    @Test func `logging out works with the refresh token alone, twice too`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        let body: JSONValue = ["refresh_token": .string(grant.refreshToken)]

        #expect(try await world.anonymous.post("/api/auth/logout", body).status == 204)
        #expect(try await world.anonymous.post("/api/auth/logout", body).status == 204)

        #expect(try await world.status(of: grant.accessToken) == 401)
        #expect(try await world.anonymous.post("/api/auth/logout").status == 401)
    }

    private func other(than grant: TokenGrant, in world: World) async throws -> String {
        let answer = try await world.with(token: grant.accessToken).get("/api/users/me/sessions")
        let list = try #require(answer["data"]?.arrayValue)
        return try #require(list.first { $0["current"] == .bool(false) }?["id"]?.stringValue)
    }
}
