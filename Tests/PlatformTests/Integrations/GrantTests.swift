import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct GrantTests {
    @Test func `the way to Google and back works once, in one browser, for ten minutes`() async throws {
        let liaison = try await Liaison()
        let start = try await liaison.world.as(.giulia).get(
            "/api/calendar/google/start?return_to=/settings&with=calendar"
        )
        let page = try #require(start["url"]?.stringValue)
        #expect(
            parameter("access_type", of: page) == "offline"
                && parameter("code_challenge_method", of: page) == "S256"
        )
        let cookie = String(try #require(start.header("Set-Cookie")).prefix { $0 != ";" })
        let back = try path(of: try await liaison.google.agree(at: page))

        #expect(try await liaison.world.anonymous.get(back).status == 400)
        #expect(try await liaison.world.anonymous.get(back, headers: ["Cookie": "\(cookie)x"]).status == 400)
        #expect(try await liaison.world.anonymous.get(back, headers: ["Cookie": cookie]).status == 302)
        #expect(try await liaison.world.anonymous.get(back, headers: ["Cookie": cookie]).status == 400)
        #expect(
            try await liaison.world.anonymous.get("/api/calendar/google/start?return_to=/x").status == 401
        )
    }

    @Test func `boxes that were left unticked give nothing, and the grant is sealed`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.act(
            "granted",
            ["scopes": ["https://www.googleapis.com/auth/calendar.events"]]
        )
        let answer = try await liaison.comeBack()
        #expect(answer.header("Location") == "https://world.example/settings?error=access_denied")
        try await liaison.google.act("granted", ["scopes": .null])
        try await liaison.link()
        let token = try #require(try await liaison.google.ask("grants").last?.stringValue)
        let stored = try await liaison.world.db.read { tx in
            try tx.values("SELECT sealed FROM integration", as: [UInt8].self)
        }
        #expect(stored.count == 1 && !String(decoding: stored[0], as: UTF8.self).contains(token))
    }

    @Test func `an access token that Google no longer knows is replaced`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        try await liaison.google.act("expire")
        try await liaison.google.event("busy1", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.later()
        #expect(try await liaison.busy().count == 1)
    }
}
