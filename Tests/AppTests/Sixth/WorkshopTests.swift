import Kernel
import Platform
import Store
import TestKit
import Testing
import Web

@testable import App

/// Everything that a product gets from the platform, with only the tables of ``workshop``.
@Suite struct WorkshopTests {
    @Test func `people register, log in, and have their bicycles mended`() async throws {
        let world = try await aWorkshop()
        let anna = Person("anna", email: "anna.neri@example.com", password: "quattro gatti in fila")

        let asked = try await world.anonymous.post("/api/v1/auth/register", ["email": .string(anna.email)])
        let token = try await world.mailedToken(to: anna.email)
        let opened = try await world.anonymous.post(
            "/api/v1/auth/verify-email",
            ["token": .string(token), "password": .string(anna.password)]
        )
        let kept = try await world.as(anna).put("/api/v1/bicycle", ["frame": "WTU 193"])
        let repair = try await world.repair(of: anna)

        #expect(asked.status == 202 && opened["role"] == "rider")
        #expect(kept.status == 200 && kept["frame"] == "WTU 193")
        #expect(try await world.move(repair, to: "begun", as: anna).problem == .illegalTransition)
        #expect(try await world.move(repair, to: "begun", as: .marco)["status"] == "begun")
        #expect(try await world.move(repair, to: "mended", as: .marco).status == 200)
        #expect(try await world.as(anna).get("/api/v1/repairs/\(repair)")["status"] == "mended")
        #expect(try await world.as(.luca).get("/api/v1/repairs")["data"] == [])
        #expect(
            try await world.audit().filter { $0.hasPrefix("repair.") } == ["repair.begin", "repair.mend"]
        )
    }

    @Test func `a copy of someone's data has their rows of every feature, and their leaving ends them`()
        async throws
    {
        let world = try await aWorkshop()
        for person in [Person.giulia, .luca] {
            _ = try await world.as(person).put("/api/v1/bicycle", ["frame": .string(person.name)])
            _ = try await world.repair(of: person)
        }

        let answer = try await world.as(.giulia).get("/api/v1/users/me/export")
        let archive = try PythonZip(answer.body)
        let leaving: JSONValue = ["password": .string(Person.demoPassword)]
        let left = try await world.as(.giulia).delete("/api/v1/users/me/account", leaving)

        #expect(try archive.json("bicycle.json") == [["frame": "giulia"]])
        #expect(try archive.json("repairs.json") == [["fault": "The brakes squeak", "status": "asked"]])
        #expect(try archive.json("account.json")[0]?["email"]?.stringValue == Person.giulia.email)
        #expect(left.status == 204, "\(left)")
        #expect(try await world.frames() == ["luca"])
        #expect(try await world.as(.marco).get("/api/v1/repairs")["data"]?.arrayValue?.count == 1)
    }

    @Test func `what was kept for long enough goes by night`() async throws {
        let world = try await aWorkshop()
        let (old, waiting) = (try await world.repair(of: .giulia), try await world.repair(of: .luca))
        for status: JSONValue in ["begun", "mended"] { _ = try await world.move(old, to: status, as: .marco) }

        world.clock.advance(by: .days(2 * 366))
        try await world.tick()

        let left = try await world.as(.marco).get("/api/v1/repairs")["data"]?.arrayValue ?? []
        #expect(left.map { $0["id"]?.stringValue } == [waiting])
    }

    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        for flaw in try await workshopAccess.flaws(of: rule) { Issue.record("\(flaw)") }
    }

    @Test func `the migrations make its tables, and each is personal or impersonal`() async throws {
        let world = try await aWorkshop()

        let tables = try await world.liveTables()

        #expect(tables == workshop.mappedTables)
        #expect(tables.isSuperset(of: ["bicycle", "repair", "account", "job", "audit_entry"]))
    }

    @Test func `its tables are sound`() {
        #expect(workshop.quotaFlaws == [])
        #expect(workshop.lifecycles.contains { $0.name == "repair" && $0.ends == ["mended", "withdrawn"] })
    }

    @Test func `its reference has all the pages`() async throws {
        let pages = try await ReferenceBook.pages(of: [workshop])
        let texts = Dictionary(uniqueKeysWithValues: pages.map { ($0.name, $0.text) })

        for (page, words) in [
            "routes.md": "| PUT | `/api/v1/bicycle` | `workshop.ride` |",
            "access.md": "| `workshop.mend` | – | all | – |",
            "lifecycles.md": "begun --> mended: mend", "problems.md": "`workshop.one_waits`",
            "jobs.md": "`audit.seal`",
            "quotas.md": "`POST /api/v1/repairs`", "openapi.json": "\"/api/v1/repairs/{id}\"",
        ] {
            #expect(texts["workshop/\(page)"]?.contains(words) == true, "\(page)")
        }
    }

    @Test(arguments: (allProducts + [workshop]).map(\.name))
    func `its API document is valid, as those of the others`(name: String) throws {
        let product = try #require((allProducts + [workshop]).named(name).first)
        let document = try OpenAPI.document(for: product.documented())

        #expect(OpenAPIRules(document).flaws == [])
    }
}
