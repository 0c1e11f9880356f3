import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// The suite that all products run, on one whose routes leak: each leak is found, and what is kept is not blamed.
@Suite struct AccessSuiteTests {
    @Test func `a foreign object that is shown, changed or told of is found`() async throws {
        let flaws = try await suite(with: tools).flaws(of: .foreignObjects)

        for leak in ["GET /api/tools/{id}/leak", "POST /api/tools/{id}/lend", "PUT /api/tools/{id}"] {
            #expect(flaws.contains { $0.contains(leak + ",") }, "\(leak): \(flaws)")
        }
        #expect(!flaws.contains { $0.contains("GET /api/tools/{id},") }, "\(flaws)")
        #expect(flaws.allSatisfy { $0.contains("/api/tools/") }, "\(flaws)")
    }

    @Test func `a list that shows more than its item route is found`() async throws {
        let flaws = try await suite(with: tools).flaws(of: .lists)

        #expect(flaws.contains { $0.hasPrefix("luca GET /api/tools shows") }, "\(flaws)")
    }

    @Test func `a route without an object, and an object without a route, are found`() async throws {
        let none = try await suite(with: []).flaws(of: .foreignObjects)
        let stray = AccessObject(Stray.self, "nothing", of: .luca) { _ in "nothing" }
        let idle = try await suite(with: tools + [stray]).flaws(of: .foreignObjects)

        #expect(none.contains { $0.contains("no row of PlatformTests.AccessSuiteTests.Tool") }, "\(none)")
        #expect(idle.contains { $0.contains("Stray, nothing: no route tries this row") }, "\(idle)")
    }

    @Test func `a server that breaks, and a permission in the handler, are found`() async throws {
        let flaws = try await suite(with: tools).flaws(of: .matrix)

        #expect(flaws.contains { $0.contains("GET /api/broken") }, "\(flaws)")
        #expect(flaws.contains { $0.contains("GET /api/choosy") }, "\(flaws)")
        #expect(!flaws.contains { $0.contains("/api/tools") }, "\(flaws)")
    }
}

// A shed whose tools belong to people: the identity of a tool is that of its owner's account.
extension AccessSuiteTests {
    struct Tool: View {
        var id: ID<Tool>
    }

    enum Stray {}

    private var tools: [AccessObject] {
        [Person.giulia, .luca, .sara].map { person in
            AccessObject(Tool.self, "a tool", of: person) { try await $0.account(of: person).id.description }
        }
    }

    // swift-format-ignore
    private static let routes: [Web.Route<Call>] = [
        Get ("/tools",           list,   .account,   "Lists the tools of everyone"),
        Get ("/tools/{id}",      show,   .account,   "Shows a tool to its owner"),
        Get ("/tools/{id}/leak", leak,   .account,   "Shows a tool to everyone"),
        Post("/tools/{id}/lend", lend,   .account,   "Writes before it looks whose tool it is"),
        Put ("/tools/{id}",      change, .account,   "Tells by a version that a tool exists"),
        Get ("/broken",          fail,   .auditRead, "Breaks"),
        Get ("/choosy",          choose, .auditRead, "Refuses whom the matrix lets in"),
    ]

    private func suite(with tools: [AccessObject]) -> AccessSuite {
        AccessSuite(
            Self.shed,
            cast: [(.luca, .member), (.sara, .steward)],
            freshness: Freshness(always: [], delicate: [], plain: []),
            file: .init("a.txt", "text/plain", [])
        ) {
            tools
            AccessObject.ofPlatform(.giulia, .luca, .sara)
        }
    }

    private static let shed = ProductDefinition(
        name: "shed",
        title: "Shed",
        summary: "Leaks under test.",
        root: "/api",
        zone: .rome,
        currency: .euro,
        languages: [.english, .italian],
        accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
        access: AccessMatrix(roles: .member, .steward) {},
        features: [Feature(routes: routes, demo: open)]
    )

    @Sendable private static func open(_ site: Site) async throws {
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

    private static func list(_ call: Call) async throws -> Listing<Tool> {
        let owners = try await call.db.read { tx in
            try tx.values("SELECT id FROM account ORDER BY id", as: ID<Tool>.self)
        }
        return Listing(owners.map(Tool.init))
    }

    private static func show(_ call: Call, id: ID<Tool>) async throws -> Tool {
        guard try call.account == id.cast() else { throw Problem(.notFound) }
        return Tool(id: id)
    }

    private static func leak(_ call: Call, id: ID<Tool>) async throws -> Tool {
        try await call.db.read { tx in try exists(id, tx) }
        return Tool(id: id)
    }

    private static func lend(_ call: Call, id: ID<Tool>) async throws -> Tool {
        try await call.db.write { tx in
            try exists(id, tx)
            try Audit.record("tool.lend", of: Account.kind, id.cast(), by: call.actor, tx)
        }
        return try await show(call, id: id)
    }

    private static func change(_ call: Call, id: ID<Tool>, match: IfMatch) async throws -> Tool {
        try await call.db.read { tx in
            try exists(id, tx)
            try match.check(1)
        }
        return try await show(call, id: id)
    }

    private static func exists(_ id: ID<Tool>, _ tx: borrowing Tx) throws {
        guard try tx.exists("SELECT 1 FROM account WHERE id = \(id)") else { throw Problem(.notFound) }
    }

    private struct Broken: Error {}

    private static func fail(_ call: Call) async throws -> NoContent { throw Broken() }

    private static func choose(_ call: Call) async throws -> NoContent { throw Problem(.forbidden) }
}
