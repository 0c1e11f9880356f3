import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct CompanyPeopleTests {
    private let sami = Person("sami", email: "sami.furat@example.com", password: "quattro gatti in fila")

    @Test func `someone new sells for a company until they no longer do`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let path = "/api/companies/\(furat)/vendors"
        let body: JSONValue = [
            "name": "Sami Talib", "email": .string(sami.email), "password": .string(sami.password),
        ]

        let added = try await world.as(.noor).post(path, body)
        let twice = try await world.as(.noor).post(path, body)
        let chosen: JSONValue = ["email": .string(sami.email), "password": .string(sami.password)]
        #expect(try await world.logIn(chosen).status == 401, "nobody sets another's password")
        #expect(added["message"]?.stringValue?.isEmpty == false)
        try await world.choosesPassword(sami)
        let theirs = try await world.as(sami).get("/api/vendors/company")
        let listed = try await world.as(.hassan).get(path)
        let removed = try await world.as(.noor).delete("\(path)/\(added.id ?? "")")
        let after = try await world.as(sami).get("/api/vendors/company").status

        #expect(added.status == 201 && twice.problem == .emailTaken)
        #expect(theirs.id == furat)
        #expect(listed["data"]?.arrayValue?.count == 2)
        #expect(removed.status == 204 && [401, 404].contains(after))
        #expect(try await world.as(.noor).delete("\(path)/\(added.id ?? "")").status == 404)
        #expect(try await world.as(.layla).get(path).status == 404)
        #expect(try await world.as(.hassan).post(path, body).status == 403)
    }

    @Test func `they are mailed a link to choose a password`() async throws {
        let world = try await market()
        let path = "/api/companies/\(try await world.companyNamed("Zagros Foods"))/vendors"

        let added = try await world.as(.noor).post(
            path,
            ["name": "Sami", "email": .string(sami.email), "locale": "ku"]
        )
        let token = try await world.mailedToken(to: sami.email)
        let set = try await world.anonymous.post(
            "/api/auth/reset-password",
            ["token": .string(token), "new_password": .string(sami.password)]
        )

        #expect(added.status == 201 && set.status < 300, "\(set)")
        #expect(try await world.as(sami).get("/api/vendors/company")["name"]?["en"] == "Zagros Foods")
    }

    @Test func `a vendor says what is said of their own company, and of no other`() async throws {
        let world = try await market()
        let (furat, zagros) = (
            try await world.companyNamed("Al-Furat Trading"), try await world.companyNamed("Zagros Foods")
        )
        let body: JSONValue = ["description": ["ar": "منذ ١٩٨٧", "en": "Since 1987"]]

        let own = try await world.as(.hassan).put("/api/vendors/company/\(furat)", body)
        let other = try await world.as(.hassan).put("/api/vendors/company/\(zagros)", body)

        #expect(own.status == 200 && own["description"]?["en"] == "Since 1987")
        let greedy = try await world.as(.hassan).put("/api/vendors/company/\(furat)", ["commission": 0])
        #expect(greedy.faults == ["/commission": "unknown_member"])
        #expect(other.problem == .notFound)
        #expect(try await world.as(.omar).get("/api/vendors/company").status == 403)
        #expect(try await world.as(.noor).get("/api/vendors/company").status == 403)
    }

    @Test func `stats count what the caller may see`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell(Sale(goods: 100_000, discount: 10_000, commission: 4_500))
        try await world.sell(Sale(zone: "Rusafa", customer: .zainab, goods: 50_000, commission: 2_500))
        try await world.sell(Sale(status: "PENDING"))

        let vendor = try await world.as(.hassan).get("/api/vendors/stats")
        let local = try await world.as(.ali).get("/api/companies/\(furat)/stats")
        let far = try await world.as(.rana).get("/api/companies/\(furat)/stats")

        #expect(vendor["orders"]?["total"] == 3 && vendor["orders"]?["delivered"] == 2, "\(vendor)")
        #expect(vendor["sales"]?["goods"] == 140_000 && vendor["sales"]?["earned"] == 133_000)
        #expect(vendor["owed"] == 133_000 && vendor["customers"] == 2)
        #expect(vendor["products"]?["total"] == 6 && vendor["products"]?["out_of_stock"] == 1)
        #expect(local["orders"]?["total"] == 2 && local["sales"]?["goods"] == 90_000)
        #expect(local["owed"] == nil && far.status == 404)
        #expect(try await world.as(.layla).get("/api/companies/\(furat)/stats").status == 404)
    }

    @Test func `of a company's goods a location admin counts those of their zones`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let rice = try await world.product("FUR-RICE-5")
        let kept: JSONValue = ["zones": [.string(try await world.zone("Rusafa"))]]
        #expect(try await world.as(.hassan).put("/api/vendors/products/\(rice)", kept).status == 200)

        let local = try await world.as(.ali).get("/api/companies/\(furat)/stats")

        #expect(local["products"]?["total"] == 5)
        #expect(try await world.as(.hassan).get("/api/vendors/stats")["products"]?["total"] == 6)
    }

    @Test func `a vendor who has left is none of the company's people`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let hassan = try await world.id(of: .hassan)
        let password: JSONValue = ["password": .string(Person.demoPassword)]
        #expect(try await world.as(.hassan).delete("/api/users/\(hassan)", password).status == 204)

        #expect(try await world.as(.noor).get("/api/companies/\(furat)/vendors")["data"] == [])
        #expect(
            try await world.as(.noor).delete("/api/companies/\(furat)/vendors/\(hassan)").status == 404
        )
    }

    @Test func `of delivery fees every fault is named, and no zone twice`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let (karkh, erbil) = (try await world.zone("Karkh"), try await world.zone("Erbil"))
        let fees: [JSONValue] = [karkh, erbil, karkh, furat].map {
            ["zone_id": .string($0), "delivery_fee": 1]
        }

        let answer = try await world.as(.noor).patch(
            "/api/companies/\(furat)/delivery-fees",
            ["fees": .array(fees)]
        )

        #expect(
            answer.faults == [
                "/fees/1/zone_id": "not_its_zone", "/fees/2/zone_id": "named_twice",
                "/fees/3/zone_id": "not_its_zone",
            ]
        )
        let shown = try await world.anonymous.get("/api/companies/\(furat)")
        #expect(shown["zones"]?.arrayValue?.allSatisfy { $0["is_zone_default"] == true } == true)
    }

    @Test func `a company's goods are read by everyone`() async throws {
        let world = try await market()
        let path = "/api/companies/\(try await world.companyNamed("Zagros Foods"))/products?limit=3"

        let first = try await world.anonymous.get(path)
        let cursor = try #require(first["page"]?["next_cursor"]?.stringValue)
        let next = try await world.anonymous.get("\(path)&cursor=\(cursor)")

        #expect(first["data"]?.arrayValue?.count == 3 && next["data"]?.arrayValue?.count == 1)
    }
}
