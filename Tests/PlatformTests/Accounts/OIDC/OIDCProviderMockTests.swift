import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

/// A provider that no one here wrote: oidc-provider-mock, as `scripts/with-oidc` starts it.
///
/// It knows no PKCE and names no key.
@Suite(.enabled(if: OIDCProviderMock.root != nil, "needs scripts/with-oidc"))
struct OIDCProviderMockTests {
    @Test func `a person of another provider logs in, and the same person again`() async throws {
        let mock = try OIDCProviderMock()
        let world = try await mock.world()
        try await mock.person(
            "m-1",
            ["email": "mock@example.com", "email_verified": true, "given_name": "Mo"]
        )

        let first: TokenGrant = try await mock.logIn("m-1", world).decoded()
        let second: TokenGrant = try await mock.logIn("m-1", world).decoded()
        #expect(first.account.id == second.account.id && first.account.email.rawValue == "mock@example.com")
    }

    @Test func `an unverified address is refused`() async throws {
        let mock = try OIDCProviderMock()
        let world = try await mock.world()
        try await mock.person("m-2", ["email": .string(Person.giulia.email), "email_verified": false])
        let answer = try await mock.comeBack("m-2", world)
        #expect(answer.header("Location").flatMap { parameter("error", of: $0) } == "email_unverified")
    }
}

struct OIDCProviderMock: Sendable {
    let root: String

    /// Nil, and the tests are skipped, when there is none.
    static let root = ProcessInfo.processInfo.environment["PORTICO_TEST_OIDC"]

    init() throws {
        guard let root = Self.root else { throw TestFailure("there is no oidc-provider-mock") }
        self.root = root
    }

    /// At the present, for the mock has no other time.
    func world() async throws -> World {
        let provider = OIDCProvider(
            name: "google",
            title: "Mock",
            issuer: root,
            issuerForms: [root],
            clientID: "club",
            clientSecret: "any"
        )
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        let world = try await SignInScene.world {
            $0.signIn = [OIDCClient(provider, http: HTTPCaller(threads: 2), now: { now })]
        }
        world.clock.set(to: now)
        return world
    }

    func person(_ subject: String, _ claims: JSONValue) async throws {
        let answer = try await HTTPCaller(threads: 1).call(
            .init(
                "PUT",
                "\(root)/users/\(subject)",
                headers: [("Content-Type", "application/json")],
                body: .bytes(claims.bytes)
            )
        )
        guard answer.status == 204 else { throw TestFailure("no such person: \(answer.status)") }
    }

    func comeBack(_ subject: String, _ world: World) async throws -> TestResponse {
        let start = "/api/auth/google/start?return_to=/welcome&challenge=\(SignInScene.challenge)"
        let trip = try RoundTrip(try await world.anonymous.get(start))
        let answer = try await HTTPCaller(threads: 1).call(
            .init(
                "POST",
                trip.page,
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: .bytes(Array("sub=\(subject)".utf8))
            )
        )
        guard let location = answer.header("location") else {
            throw TestFailure("no way back: \(answer.status)")
        }
        return try await world.anonymous.get(path(of: location), headers: ["Cookie": trip.cookie])
    }

    func logIn(_ subject: String, _ world: World) async throws -> TestResponse {
        let answer = try await comeBack(subject, world)
        let code = try #require(answer.header("Location").flatMap { parameter("code", of: $0) })
        return try await world.anonymous.post(
            "/api/auth/google/exchange",
            ["code": .string(code), "verifier": .string(SignInScene.verifier)]
        )
    }
}
