import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

private func row(_ name: String) -> PersonalData {
    PersonalData(
        name,
        ["en": "Rows"],
        tables: [],
        rows: { "account a WHERE a.id = \($0)" },
        erasure: .keep(because: ["en": "A test."])
    )
}

private let first = Feature(
    routes: [Post("/things", FeatureTests.add, .anyone, "Add a thing")],
    siteRoutes: [Post("/door", FeatureTests.add, .anyone, "Add one at the door")],
    migrations: [Migration(id: "pair/first", "CREATE TABLE first (id {id} PRIMARY KEY) {strict};")],
    lateMigrations: [Migration(id: "pair/late", "ALTER TABLE first ADD COLUMN second_id {id};")],
    bounds: [
        Bound("POST /things", because: "a test"), Bound("POST /door", because: "a test"),
        Bound("POST /nothing", because: "a test"),
    ],
    personalData: [row("first")]
)

private let second = Feature(
    migrations: [Migration(id: "pair/second", "CREATE TABLE second (id {id} PRIMARY KEY) {strict};")],
    personalData: [row("second")]
)

private let pair = ProductDefinition(
    name: "pair",
    title: "Pair",
    summary: "Two features.",
    root: "/api/v1",
    zone: .rome,
    currency: .euro,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
    access: AccessMatrix(roles: .member, .steward) {},
    features: [first, second]
)

@Suite struct FeatureTests {
    struct Thing: View {
        var name: String
    }

    @Sendable static func add(_ call: Call) async throws -> Created<Thing> {
        Created(Thing(name: "lamp"), at: "/things/lamp")
    }

    @Test func `routes stand below the root, pages and sockets at the site's own`() {
        let names = pair.routes.map(\.name)

        #expect(names.contains("POST /api/v1/things") && names.contains("POST /door"))
        #expect(names.contains("POST /api/v1/auth/login") && names.contains("GET /verify-email"))
    }

    @Test func `an answer says where the new thing is, with the root and the mount`() async throws {
        let world = try await World(pair, cast: "nobody") { _ in }

        let below = try await world.anonymous.post("/api/v1/things")
        let dependencies = try await world.anonymous.post("/door")

        #expect(below.status == 201 && below.header("location") == "/api/v1/things/lamp")
        #expect(dependencies.status == 201 && dependencies.header("location") == "/things/lamp")
    }

    @Test func `bounds are found by the served path, and one of no operation is a flaw`() {
        let operations = pair.bounds.map(\.operation)

        #expect(operations.suffix(3) == ["POST /api/v1/things", "POST /door", "POST /api/v1/nothing"])
        #expect(operations.contains("POST /verify-email"))
        #expect(pair.quotaFlaws == ["POST /api/v1/nothing: is not an operation"])
    }

    @Test func `late migrations run after those of every feature`() {
        let ids = pair.migrations.map(\.id)

        #expect(ids.suffix(3) == ["pair/first", "pair/second", "pair/late"])
    }

    @Test func `an erasure goes from the last feature to the first, and ends with the account`() {
        let names = pair.personalData.map(\.name)

        #expect(names.prefix(2) == ["second", "first"])
        #expect(names.last == "account")
    }
}
