import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PackageTests {
    private func terms(_ changes: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = [
            "subject": "mathematics", "level": "university", "name": "Analysis in ten lessons",
            "description": "With exercises.",
            "lessons": 10, "minutes": 60, "list_price_minor": 27_000, "validity_days": 180,
        ]
        for member in changes.members { body[member.name] = member.value }
        return .object(body)
    }

    @Test func `a draft is its tutor's, goes on sale, and is taken off it`() async throws {
        let world = try await castTutoring()
        let made = try await world.as(.tina).post("/api/v1/packages", terms())
        let id = try #require(made.id)
        #expect(made.status == 201)
        #expect(made.header("Location") == "/api/v1/packages/\(id)")
        #expect(made["state"] == "draft")
        #expect(made["version"] == 1)
        #expect(made["tutor"]?["name"] == "Tina Rossi")
        #expect(made["price_minor"] == 27_000)
        #expect(try await world.as(.sara).get("/api/v1/packages/\(id)").status == 404)
        #expect(try await world.as(.theo).post("/api/v1/packages/\(id)/publish").status == 404)

        let published = try await world.as(.tina).post("/api/v1/packages/\(id)/publish")
        #expect(published["state"] == "published")
        #expect(try await world.anonymous.get("/api/v1/packages/\(id)")["name"] == "Analysis in ten lessons")
        let again = try await world.as(.tina).post("/api/v1/packages/\(id)/publish")
        #expect(again.problem == .illegalTransition)
        #expect(again["present"] == "published")

        let archived = try await world.as(.tina).post("/api/v1/packages/\(id)/archive")
        #expect(archived["state"] == "archived")
        #expect(try await world.anonymous.get("/api/v1/packages/\(id)").status == 404)
        #expect(
            try await world.as(.tina).post("/api/v1/packages/\(id)/archive").problem == .illegalTransition
        )
        #expect(try await world.as(.tina).post("/api/v1/packages/\(id)/publish").status == 200)
    }

    @Test func `contact data in a package is masked for everybody but its tutor, and no word finds it`()
        async throws
    {
        let world = try await castTutoring()
        let changes: JSONValue = [
            "name": "Analysis, tina@example.com", "description": "Call +39 06 1234 5678 for quick answers.",
        ]
        let id = try await world.package(of: .tina)
        let path = "/api/v1/packages/\(id)"
        let own = try await world.as(.tina).patch(path, changes)
        #expect(own.status == 200 && own["name"] == "Analysis, tina@example.com", "\(own)")

        let pages = [
            path, "/api/v1/packages?q=analysis", "/api/v1/packages/recommended?subject=mathematics",
            "/api/v1/tutors/\(try await world.tutor(of: .tina))",
        ]
        for page in pages {
            for client in [world.anonymous, world.as(.sara), world.as(.ada)] {
                let shown = try await client.get(page)
                #expect(shown.text.contains("Analysis, [contact]"), "\(page): \(shown)")
                #expect(!shown.text.contains("tina@example") && !shown.text.contains("1234"), "\(shown)")
            }
        }
        func found(_ word: String) async throws -> Int? {
            try await world.anonymous.get("/api/v1/packages?q=\(word)")["data"]?.arrayValue?.count
        }
        #expect(try await found("quick") == 1)
        #expect(try await found("1234") == 0)
        #expect(try await found("tina@example.com") == 0)
        try await world.db.write { tx in
            try tx.execute("DELETE FROM package_words WHERE id = \(id)")
            try tx.enqueue(RefreshListings())
        }
        try await world.runJobs()
        #expect(try await found("quick") == 1, "written anew once a day")
    }

    @Test func `an administrator takes a package off sale with a reason that its tutor reads`() async throws {
        let world = try await castTutoring()
        let package = try await world.package(of: .tina)
        let path = "/api/v1/packages/\(package)/archive"

        #expect(try await world.as(.ada).post(path).faults["/reason"] == "required")
        #expect(try await world.as(.ada).post(path, ["reason": "A wrong subject."]).status == 200)
        #expect(try await world.as(.sara).post(path, ["reason": "A wrong subject."]).status == 403)

        try await world.runJobs()
        let notices = try await world.as(.tina).get("/api/v1/notifications")
        #expect(notices.text.contains("A wrong subject."))
    }

    @Test func `a draft can be given up, and another tutor's package is nobody's business`() async throws {
        let world = try await castTutoring()
        let id = try #require(try await world.as(.tina).post("/api/v1/packages", terms()).id)

        #expect(try await world.as(.theo).post("/api/v1/packages/\(id)/archive").status == 404)
        #expect(try await world.as(.tina).post("/api/v1/packages/\(id)/archive")["state"] == "archived")
    }

    @Test func `only verified tutors publish`() async throws {
        let world = try await castTutoring()
        let made = try await world.as(.tess).post("/api/v1/packages", terms())

        let answer = try await world.as(.tess).post("/api/v1/packages/\(try #require(made.id))/publish")

        #expect(answer.status == 409)
        #expect(answer.problem == .tutorNotVerified)
    }

    @Test func `changed terms make the next version, other changes do not`() async throws {
        let world = try await castTutoring()
        let package = try await world.package(of: .tina)
        let path = "/api/v1/packages/\(package)"

        let renamed = try await world.as(.tina).patch(path, ["name": "Another title", "description": nil])
        #expect(renamed["version"] == 1)
        let dearer = try await world.as(.tina).patch(path, ["list_price_minor": 28_000])
        #expect(dearer["version"] == 2)
        #expect(dearer["list_price_minor"] == 28_000)
        #expect(dearer["lessons"] == 10)
        let same = try await world.as(.tina).patch(path, ["list_price_minor": 28_000])
        #expect(same["version"] == 2)
        let stale = try await world.as(.tina).patch(
            path,
            ["name": "Too late"],
            headers: ["If-Match": "\"1\""]
        )
        #expect(stale.status == 412)
        #expect(try await world.as(.theo).patch(path, ["name": "Not mine"]).status == 404)
        #expect(try await world.as(.sara).patch(path, ["name": "Not mine"]).status == 403)
    }

    @Test(arguments: [
        ("lessons", 101 as Int64, "/lessons"), ("list_price_minor", 499, "/list_price_minor"),
        ("list_price_minor", 500_001, "/list_price_minor"), ("validity_days", 6, "/validity_days"),
        ("validity_days", 731, "/validity_days"), ("minutes", 50, "/minutes"),
    ])
    func `terms outside of the ranges are refused at their place`(
        member: String,
        value: Int64,
        pointer: String
    ) async throws {
        let world = try await castTutoring()

        let answer = try await world.as(.tina).post("/api/v1/packages", terms([member: .integer(value)]))

        #expect(answer.status == 422)
        #expect(answer.faults.keys.sorted() == [pointer])
    }

    @Test func `the price is the server's, and a discount has its range`() async throws {
        let world = try await castTutoring()

        let priced = try await world.as(.tina).post("/api/v1/packages", terms(["price_minor": 1]))
        let discount: JSONValue = ["kind": "bulk", "percent": 51]
        let cheap = try await world.as(.tina).post("/api/v1/packages", terms(["discount": discount]))
        let unknown = try await world.as(.tina).post("/api/v1/packages", terms(["subject": "alchemy"]))

        #expect(priced.faults["/price_minor"] == "computed")
        #expect(cheap.faults.keys.sorted() == ["/discount/percent"])
        #expect(unknown.faults["/subject"] == "unknown_subject")
    }

    @Test func `a bulk discount is off the list price for everybody`() async throws {
        let world = try await castTutoring()
        let discount: JSONValue = ["kind": "bulk", "percent": 15]

        let made = try await world.as(.tina).post(
            "/api/v1/packages",
            terms(["discount": discount, "list_price_minor": 24_990])
        )

        // 15 % of 249.90 are 37.485, halves up 37.49.
        #expect(made["price_minor"] == 21_241)
    }

    @Test func `packages are found by words, price, length and tutor`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        func found(_ query: String) async throws -> Int {
            try await world.anonymous.get("/api/v1/packages?\(query)")["data"]?.arrayValue?.count ?? -1
        }

        #expect(try await found("") == 1)
        #expect(try await found("q=ten%20less") == 1)
        #expect(try await found("q=physics") == 0)
        #expect(
            try await found("subject=mathematics&minutes=60&price_max=27000&tutor_id=\(tina)&sort=price") == 1
        )
        #expect(try await found("price_max=26999") == 0)
        #expect(try await found("minutes=90") == 0)
        #expect(try await found("sort=rating") == 1)
        #expect(try await world.anonymous.get("/api/v1/packages?sort=oldest").status == 422)
        #expect(try await world.anonymous.get("/api/v1/packages?mine=true").status == 401)
        #expect(try await world.as(.tina).get("/api/v1/packages?mine=true")["data"]?.arrayValue?.count == 1)
        #expect(
            try await world.as(.sara).get("/api/v1/packages?mine=true")["data"]?.arrayValue?.isEmpty == true
        )
    }

    @Test func `a suspended tutor's packages are not on sale`() async throws {
        let scene = try await MoneyScene.open()
        try await scene.suspend()

        #expect(try await scene.world.anonymous.get("/api/v1/packages")["data"]?.arrayValue?.isEmpty == true)
        let package = try await scene.world.package(of: .tina)
        #expect(try await scene.world.as(.sara).get("/api/v1/packages/\(package)").status == 404)
    }

    @Test func `sold versions never change`() async throws {
        let world = try await castTutoring()

        await #expect(throws: (any Error).self) {
            try await world.db.write { tx in try tx.execute("UPDATE package_version SET lessons = 1") }
        }
        await #expect(throws: (any Error).self) {
            try await world.db.write { tx in try tx.execute("DELETE FROM package_version") }
        }
    }
}
