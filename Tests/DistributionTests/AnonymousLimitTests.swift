import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct AnonymousLimitTests {
    @Test func `an address without an account asks a hundred times, and no more for a while`() async throws {
        let world = try await World(
            distribution,
            cast: "market",
            limits: true,
            cast: { try await demo($0) }
        )
        let omar = world.as(.omar)
        #expect(try await omar.get("/api/cart").status == 200, "one for the login")
        for _ in 0..<50 { #expect(try await world.anonymous.get("/api/zones").status == 200) }
        for _ in 0..<49 { #expect(try await world.anonymous.get("/api/cart").status == 401) }

        let refused = try await world.anonymous.get("/api/zones")
        let guessing = try await world.with(token: "guessed").get("/api/cart")

        #expect(refused.status == 429 && refused.header("Retry-After") != nil)
        #expect(guessing.status == 429, "a wrong token is none")
        #expect(try await world.anonymous.get("/api/health").status == 200)
        #expect(try await omar.get("/api/cart").status == 200, "with a token it is counted by itself")
    }
}
