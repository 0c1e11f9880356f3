import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct BuyPackageTests {
    @Test func `a student opens a purchase with everything that its lessons keep`() async throws {
        let scene = try await MoneyScene.open()

        let answer = try await scene.order()

        #expect(answer.status == 201, "\(answer)")
        #expect(answer["state"] == "pending")
        #expect(answer["kind"] == "package")
        #expect(answer["amount_minor"] == 27_000)
        #expect(answer["version"] == 1)
        #expect(answer["policy"]?["kind"] == "standard")
        #expect(answer["tutor"]?["name"] == "Tina Rossi")
        #expect(answer["lot_id"] == nil)
        #expect(answer["refundable"]?["units"] == 0)
        let expires = try #require(answer["expires_at"]?.stringValue.flatMap { Instant($0) })
        #expect((expires - scene.world.clock.now - .minutes(30)).micros.magnitude < 1_000_000)
        #expect(answer.header("Location") == "/api/v1/purchases/\(answer.id ?? "")")
        for person in [Person.sara, .tina, .ada] {
            let shown = try await scene.world.as(person).get(answer.header("Location") ?? "")
            #expect(shown.status == 200 && shown.id == answer.id && shown["state"] == "pending", "\(shown)")
        }
        #expect(try await scene.world.as(.sami).get(answer.header("Location") ?? "").status == 404)
    }

    @Test func `another version, an archived package and a missing profile are refused`() async throws {
        let scene = try await MoneyScene.open()
        let package = try await scene.world.package(of: .tina)
        let path = "/api/v1/packages/\(package)/purchase"

        let changed = try await scene.world.as(.sara).post(path, ["version": 2])
        #expect(changed.status == 409)
        #expect(changed.problem == .packageChanged)
        #expect(changed["version"] == 1)
        let priced = try await scene.world.as(.sara).post(path, ["version": 1, "amount_minor": 1])
        #expect(priced.faults["/amount_minor"] == "computed")
        let nobody = try await scene.world.enrol("nora")
        #expect(try await scene.world.as(nobody).post(path, ["version": 1]).problem == .studentProfileMissing)
        #expect(try await scene.world.as(.theo).post(path, ["version": 1]).status == 403)

        // A buyer still sees the package after it is off sale, and cannot buy it again.
        try await scene.buy()
        _ = try await scene.world.as(.tina).post("/api/v1/packages/\(package)/archive")
        let gone = try await scene.world.as(.sara).post(path, ["version": 1])
        #expect(gone.problem == .packageNotOnSale)
        #expect(try await scene.world.as(.sami).post(path, ["version": 1]).status == 404)
    }

    @Test func `the discount for the first lesson is one for a student and a tutor, and freed on expiry`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let package = try await scene.publish(
            price: 30_000,
            lessons: 10,
            discount: ["kind": "first_lesson", "percent": 50]
        )
        let path = "/api/v1/packages/\(package)/purchase"
        func buy(_ person: Person) async throws -> (id: String, price: Int64) {
            let answer = try await scene.world.as(person).post(path, ["version": 1])
            return (try #require(answer.id), try #require(answer["amount_minor"]?.integerValue))
        }
        #expect(try await scene.world.anonymous.get("/api/v1/packages/\(package)")["price_minor"] == 28_500)

        let first = try await buy(.sara)
        #expect(first.price == 28_500)
        #expect(try await scene.world.as(.sara).get("/api/v1/packages/\(package)")["price_minor"] == 30_000)
        #expect(try await buy(.sara).price == 30_000)
        #expect(try await buy(.sami).price == 28_500)

        try await scene.pass(.minutes(31))
        #expect(try await scene.purchase(first.id)["state"] == "expired")
        let second = try await buy(.sara)
        #expect(second.price == 28_500)
        try await scene.pay(scene.intent(second.id))
        #expect(try await scene.purchase(second.id)["state"] == "paid")
        #expect(try await buy(.sara).price == 30_000)
    }

    @Test func `50 purchases at once: one discount for the first lesson`() async throws {
        let scene = try await MoneyScene.open()
        let package = try await scene.publish(
            price: 30_000,
            lessons: 10,
            discount: ["kind": "first_lesson", "percent": 50]
        )

        let answers = try await scene.world.atOnce(50) { _ in
            try await scene.world.as(.sara).post("/api/v1/packages/\(package)/purchase", ["version": 1])
        }

        #expect(answers.statuses == [201: 50])
        let prices = answers.compactMap { $0["amount_minor"]?.integerValue }
        #expect(prices.filter { $0 == 28_500 }.count == 1)
        #expect(prices.filter { $0 == 30_000 }.count == 49)
    }

    @Test func `a purchase keeps its version, price and rates when the tutor changes them`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let package = try await scene.world.package(of: .tina)
        _ = try await scene.world.as(.tina).patch(
            "/api/v1/packages/\(package)",
            ["list_price_minor": 40_000, "lessons": 12]
        )
        let strict = try await scene.world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["terms": ["policy": "strict"]]
        )
        #expect(strict.status == 200, "\(strict)")

        let purchase = try await scene.purchase(bought.purchase)

        #expect(purchase["amount_minor"] == 27_000)
        #expect(purchase["version"] == 1)
        #expect(purchase["policy"]?["kind"] == "standard")
        #expect(try await scene.lot(bought.lot)["granted"] == 1_000)
    }

    @Test func `students see their own purchases, tutors the sold ones, administrators all`() async throws {
        let scene = try await MoneyScene.open()
        let sara = try await scene.buy()
        try await scene.buy(by: .sami)
        func count(_ person: Person, _ query: String = "") async throws -> Int {
            try await scene.world.as(person).get("/api/v1/purchases\(query)")["data"]?.arrayValue?.count ?? -1
        }
        let tina = try await scene.world.tutor(of: .tina)

        #expect(try await count(.sara) == 1)
        #expect(try await count(.tina) == 2)
        #expect(try await count(.theo) == 0)
        #expect(try await count(.ada) == 2)
        #expect(try await count(.ada, "?state=pending") == 0)
        #expect(try await count(.ada, "?state=paid&tutor_id=\(tina)") == 2)
        #expect(try await scene.purchase(sara.purchase, by: .tina)["student"]?["name"] == "Sara C.")
        #expect(try await scene.world.anonymous.get("/api/v1/purchases").status == 401)
    }
}
