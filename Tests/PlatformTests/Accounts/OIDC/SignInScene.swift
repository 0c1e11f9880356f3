import Crypto
import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// A club whose members can log in with Google.
struct SignInScene: Sendable {
    let world: World
    let google: GoogleDouble

    private static let flow = OIDCSignIn(at: "google", returningTo: "/auth/google/callback")

    init(limits: Bool = false) async throws {
        let google = try GoogleDouble()
        self.google = google
        world = try await Self.world { $0.signIn = [google.signIn()] }
    }

    private init(_ world: World, _ google: GoogleDouble) {
        self.world = world
        self.google = google
    }

    static func world(_ change: (inout Dependencies) -> Void) async throws -> World {
        try await World(club, cast: "members", cast: people, dependencies: change)
    }

    static let club = ProductDefinition(
        name: "google_club",
        title: "Club",
        summary: "Logins with Google under test.",
        root: "/api",
        zone: .rome,
        currency: .euro,
        languages: [.english, .italian],
        accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
        access: AccessMatrix(roles: .member, .steward) {},
        features: [
            .signIn,
            Feature(routes: [
                Accounts.registerRoute,
                Get("/auth/google/start", flow.start, .anyone, "Begin"),
                Get("/auth/google/callback", flow.finish, .anyone, "Come back"),
                Post("/auth/google/exchange", flow.exchange, .anyone, "Complete"),
            ]),
        ],
        registered: { account, details, tx in
            try Audit.record(
                OIDCAction.link,
                of: "profile",
                account.id.cast(),
                by: .system,
                details: details,
                tx
            )
        }
    )

    @Sendable private static func people(at site: Site) async throws {
        for (person, role) in [(Person.giulia, Role.member), (.luca, .member), (.sara, .steward)] {
            let account = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: role,
                locale: .italian,
                by: .system,
                at: site
            )
            // Luca never proved his address.
            guard person != .luca else { continue }
            try await site.db.write { tx in _ = try account.verified(by: .system, tx) }
        }
    }

    /// A secret of the app, and its challenge.
    static let verifier = "a-secret-of-the-app-that-nobody-else-can-guess-0123"
    static var challenge: String { Base64.url.encode(SHA256.hash(data: Array(verifier.utf8))) }
}

/// A browser on its way: the page of the provider, and the cookie.
struct RoundTrip: Sendable {
    let page: String
    let cookie: String
    let state: String

    init(_ answer: TestResponse) throws {
        page = try #require(answer.header("Location"))
        let set = try #require(answer.header("Set-Cookie"))
        cookie = String(set.prefix { $0 != ";" })
        state = try #require(parameter("state", of: page))
    }
}

/// A parameter of the query of an address.
func parameter(_ name: String, of address: String) -> String? {
    URLComponents(string: address)?.queryItems?.first { $0.name == name }?.value
}

/// The path with the query of an address at the world.
func path(of address: String) throws -> String {
    let own = "https://world.example"
    guard address.hasPrefix(own) else { throw TestFailure("not an address of the world: \(address)") }
    return String(address.dropFirst(own.count))
}

extension SignInScene {
    func begin(_ returnTo: String = "/welcome") async throws -> TestResponse {
        try await world.anonymous.get(
            "/api/auth/google/start?return_to=\(returnTo)&challenge=\(Self.challenge)"
        )
    }

    /// To Google and back: the answer of the callback.
    func goThere(_ change: (String) -> String = { $0 }) async throws -> TestResponse {
        let trip = try RoundTrip(try await begin())
        let back = try await google.agree(at: trip.page)
        return try await world.anonymous.get(change(try path(of: back)), headers: ["Cookie": trip.cookie])
    }

    /// The parameter `name` with which the app gets the browser back.
    func outcome(_ name: String = "code") async throws -> String? {
        let answer = try await goThere()
        #expect(answer.status == 302)
        return answer.header("Location").flatMap { parameter(name, of: $0) }
    }

    func exchange(_ code: String, _ verifier: String = Self.verifier) async throws -> TestResponse {
        try await world.anonymous.post(
            "/api/auth/google/exchange",
            ["code": .string(code), "verifier": .string(verifier)]
        )
    }

    /// A whole login.
    func logIn() async throws -> TestResponse {
        try await exchange(try #require(try await outcome()))
    }
}
