import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Devices and feeds end with the session that created them.
@Suite struct SessionRemainsTests {
    enum Ending: String, CaseIterable, Sendable { case logout, others, one, password, reset, closed }

    @Test(arguments: Ending.allCases)
    func `the calendar and the devices of a session end with it, those of another stay`(
        _ ending: Ending
    ) async throws {
        let world = try await aClub()
        let (there, here) = (try await world.login(.giulia), try await world.login(.giulia))
        let feed = try await world.feed(with: there.accessToken)
        try await world.register("there", in: there.accessToken, of: .giulia)
        try await world.register("here", in: here.accessToken, of: .giulia)
        #expect(try await world.anonymous.get(feed).status == 200)

        try await end(ending, there, here, world)

        #expect(try await world.anonymous.get(feed).status == 404)
        let isHereToo = ending == .reset || ending == .closed
        #expect(try await world.devices(of: .giulia) == (isHereToo ? 0 : 1))
    }

    private func end(_ ending: Ending, _ there: TokenGrant, _ here: TokenGrant, _ world: World) async throws {
        let client = world.with(token: here.accessToken)
        switch ending {
        case .logout: _ = try await world.with(token: there.accessToken).post("/api/auth/logout")
        case .others: _ = try await client.delete("/api/users/me/sessions")
        case .one:
            let list = try await client.get("/api/users/me/sessions")["data"]?.arrayValue ?? []
            let other = try #require(list.first { $0["current"] == false }?["id"]?.stringValue)
            _ = try await client.delete("/api/users/me/sessions/\(other)")
        case .password:
            _ = try await client.post(
                "/api/users/me/password",
                ["current_password": .string(Person.demoPassword), "new_password": "quattro gatti in fila"]
            )
        case .reset:
            _ = try await world.forgot(Person.giulia.email)
            _ = try await world.reset(world.mailedToken(to: Person.giulia.email))
        case .closed:
            let giulia = try await world.account(of: .giulia)
            try await world.db.write { tx in _ = try giulia.deactivated(by: .system, at: world.site, tx) }
        }
    }

    @Test func `those from before, of no session, end with the next password`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        let feed = try await world.feed(with: grant.accessToken)
        try await world.register("old", in: grant.accessToken, of: .giulia)
        try await world.db.write { tx in
            try tx.execute("UPDATE push_device SET session_id = NULL")
            try tx.execute("UPDATE calendar_feed SET session_id = NULL")
        }
        _ = try await world.with(token: grant.accessToken).post("/api/auth/logout")
        #expect(try await world.anonymous.get(feed).status == 200)

        _ = try await world.forgot(Person.giulia.email)
        _ = try await world.reset(world.mailedToken(to: Person.giulia.email))

        #expect(try await world.anonymous.get(feed).status == 404)
        #expect(try await world.devices(of: .giulia) == 0)
    }

    @Test func `a session that merely runs out leaves them, until the others are ended`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        try await world.register("phone", in: grant.accessToken, of: .giulia)
        world.clock.advance(by: .days(8))
        #expect(try await world.devices(of: .giulia) == 1)

        _ = try await world.as(.giulia).delete("/api/users/me/sessions")

        #expect(try await world.devices(of: .giulia) == 0)
    }

    @Test func `they are shown beside the sessions, and their owner is told of each, once`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        _ = try await world.feed(with: grant.accessToken)
        try await world.register("phone", in: grant.accessToken, of: .giulia)
        try await world.register("phone", in: grant.accessToken, of: .giulia)

        let list = try await world.with(token: grant.accessToken).get("/api/users/me/sessions")

        let session = try #require(list["data"]?[0]?["id"])
        #expect(list["devices"]?.arrayValue?.map { $0["session_id"] } == [session], "\(list)")
        #expect(list["calendar_feed"]?["session_id"] == session)
        let subjects = try await world.subjects(to: .giulia)
        #expect(subjects.count { $0 == "Un nuovo dispositivo riceve le sue notifiche" } == 1, "\(subjects)")
        #expect(subjects.count { $0 == "È stato creato un link al suo calendario" } == 1)
    }
}

extension World {
    /// The path of a new calendar feed.
    fileprivate func feed(with token: String) async throws -> String {
        let made = try await with(token: token).post("/api/calendar/feed")
        let url = try #require(made["url"]?.stringValue, "\(made)")
        return String(url.dropFirst("https://world.example".count))
    }

    fileprivate func register(_ name: String, in token: String, of person: Person) async throws {
        let actor = try await site.tokens.actor(forAuthorization: "Bearer \(token)")
        let account = try #require(actor.account)
        try await db.write { [site] tx in
            try PushDevice.register(name, .android, for: account, in: actor.session, at: site, tx)
        }
    }

    fileprivate func devices(of person: Person) async throws -> Int {
        let account = try await account(of: person).id
        return try await db.read { tx in try PushDevice.identities(of: account, tx).count }
    }
}
