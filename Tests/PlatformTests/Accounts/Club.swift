import Kernel
import Logging
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// A product that only exists to be logged in to.
func club(
    named name: String = "club",
    signing: AccountPolicy.Signing = .eddsa,
    routes: [Web.Route<Call>] = [],
    policy change: (inout AccountPolicy) -> Void = { _ in },
    joined: @escaping ProductDefinition.Joined = { _, _, _ in }
) -> ProductDefinition {
    var policy = AccountPolicy(selfRegistrationRole: .member, administrators: [.steward], signing: signing)
    change(&policy)
    return
        ProductDefinition(
            name: name,
            title: "Club",
            summary: "Accounts under test.",
            root: "/api",
            zone: .rome,
            currency: .euro,
            languages: [.english, .italian],
            accounts: policy,
            access: AccessMatrix(roles: .member, .steward, programs: clubPrograms) {},
            features: [Feature(routes: [Accounts.registerRoute] + routes)],
            joined: joined
        )
}

private let clubPrograms = [
    ProgramRole("exporter", "Reads nothing yet", may: .account),
    ProgramRole("auditor", "Reads the audit log", may: .account, .auditRead),
    ProgramRole("keeper", "May all that is written down", may: .account, .usersManage, .webhooksManage),
]

extension Role {
    static let member = Role("member")
    static let steward = Role("steward")
}

/// Giulia and Luca are members, Sara is the steward.
func aClub(
    named name: String = "club",
    signing: AccountPolicy.Signing = .eddsa,
    routes: [Web.Route<Call>] = [],
    limits: Bool = false,
    log: Logger? = nil,
    policy: (inout AccountPolicy) -> Void = { _ in },
    joined: @escaping ProductDefinition.Joined = { _, _, _ in }
) async throws -> World {
    let product = club(named: name, signing: signing, routes: routes, policy: policy, joined: joined)
    return try await World(product, cast: "members-\(signing.rawValue)", limits: limits, log: log) { site in
        for (person, role) in [(Person.giulia, Role.member), (.luca, .member), (.sara, .steward)] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: role,
                locale: .italian,
                by: .system,
                at: site
            )
        }
    }
}

extension World {
    func tryLogin(_ email: String, _ password: String = Person.demoPassword) async throws -> TestResponse {
        try await anonymous.post("/api/auth/login", ["email": .string(email), "password": .string(password)])
    }

    func login(_ person: Person, _ password: String = Person.demoPassword) async throws -> TokenGrant {
        try await tryLogin(person.email, password).decoded()
    }

    func refresh(_ token: String) async throws -> TestResponse {
        try await anonymous.post("/api/auth/refresh", ["refresh_token": .string(token)])
    }

    /// 200 when the token still opens something.
    func status(of token: String) async throws -> Int {
        try await with(token: token).get("/api/users/me/permissions").status
    }

    func account(of person: Person) async throws -> Account {
        let email = try EmailAddress(parsing: person.email)
        return try #require(try await db.read { tx in try Account.find(email: email, tx) })
    }
}

extension TestResponse {
    /// Everything that lets a caller distinguish two refusals.
    var visible: [String] {
        let shown = ["type", "title", "status", "detail", "code"].map { "\($0)=\(json[$0]?.text ?? "")" }
        let names = headers.map { $0.name.lowercased() }.sorted()
        return ["\(status)", "\(faults)"] + shown + names
    }
}
