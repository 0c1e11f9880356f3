import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct CompanyTests {
    private let name: JSONValue = ["ar": "شركة دجلة", "en": "Dijla"]

    @Test func `everyone sees who sells; the commission only those who run it`() async throws {
        let world = try await market()
        let (furat, zagros) = (
            try await world.companyNamed("Al-Furat Trading"), try await world.companyNamed("Zagros Foods")
        )

        let open = try await world.anonymous.get("/api/companies", headers: ["Accept-Language": "en"])
        let own = try await world.as(.hassan).get("/api/companies/\(furat)")
        let other = try await world.as(.hassan).get("/api/companies/\(zagros)")
        let admin = try await world.as(.noor).get("/api/companies/\(zagros)")
        let local = try await world.as(.ali).get("/api/companies/\(furat)")
        let far = try await world.as(.rana).get("/api/companies/\(furat)")

        let titles = open["data"]?.arrayValue?.compactMap { $0["title"]?.stringValue }
        #expect(titles?.sorted() == ["Al-Furat Trading", "Zagros Foods"])
        #expect(open["data"]?.arrayValue?.allSatisfy { $0["commission"] == nil } == true)
        #expect(own["commission"] == 500 && other["commission"] == nil && admin["commission"] == 750)
        #expect(local["commission"] == 500 && far["commission"] == nil)
    }

    @Test func `lists are filtered by zone, name and state`() async throws {
        let world = try await market()
        let (karkh, erbil) = (try await world.zoneNamed("Karkh"), try await world.zoneNamed("Erbil"))
        func titles(_ path: String) async throws -> [String] {
            let answer = try await world.anonymous.get(path)
            return answer["data"]?.arrayValue?.compactMap { $0["name"]?["en"]?.stringValue } ?? ["\(answer)"]
        }

        #expect(try await titles("/api/companies?zone_id=\(karkh)") == ["Al-Furat Trading"])
        #expect(try await titles("/api/companies/zone/\(erbil)") == ["Zagros Foods"])
        #expect(try await titles("/api/companies?search=zag") == ["Zagros Foods"])
        #expect(try await titles("/api/companies?search=%D9%81%D8%B1%D8%A7%D8%AA") == ["Al-Furat Trading"])
        #expect(try await titles("/api/companies?search=%25") == [])
        #expect(try await titles("/api/companies?status=inactive") == [])
        #expect(try await world.anonymous.get("/api/companies/zone/\(furatless)").status == 404)
    }

    private let furatless = "01934a5b-7c00-7000-8000-000000000009"

    @Test func `a company is added, changed, and stopped from selling`() async throws {
        let world = try await market()
        let (karkh, erbil) = (try await world.zoneNamed("Karkh"), try await world.zoneNamed("Erbil"))
        let body: JSONValue = ["name": name, "commission": 250, "zone_ids": [.string(karkh)]]

        let added = try await world.as(.noor).post("/api/companies", body)
        let path = "/api/companies/\(try #require(added.id))"
        let moved = try await world.as(.noor).put(
            path,
            ["zone_ids": [.string(karkh), .string(erbil)], "phone": "+9647801234567"]
        )
        let fees = try await world.as(.noor).patch(
            "\(path)/delivery-fees",
            ["fees": [["zone_id": .string(erbil), "delivery_fee": 9_000, "free_delivery_from": 300_000]]]
        )
        let rate = try await world.as(.noor).patch("\(path)/commission", ["commission": 300])
        let stopped = try await world.as(.noor).patch("\(path)/status", ["status": "inactive"])
        let again = try await world.as(.noor).patch("\(path)/status", ["status": "inactive"])

        #expect(added.status == 201 && added["status"] == "active")
        #expect(moved["zones"]?.arrayValue?.count == 2 && moved["phone"] == "+9647801234567", "\(moved)")
        let said = fees["zones"]?.arrayValue?.first { $0["zone_id"]?.stringValue == erbil }
        #expect(said?["delivery_fee"] == 9_000 && said?["free_delivery_from"] == 300_000)
        let silent = fees["zones"]?.arrayValue?.first { $0["zone_id"]?.stringValue == karkh }
        #expect(silent?["delivery_fee"] == 3_000 && silent?["is_zone_default"] == true)
        #expect(rate["commission"] == 300 && stopped["status"] == "inactive" && again.status == 200)
        #expect(try await world.anonymous.get(path).status == 404)
        #expect(try await world.as(.noor).get(path).status == 200)
        let byDemo = 2
        #expect(try await world.audit().filter { $0.hasPrefix("company.") }.count == byDemo + 5)
    }

    @Test func `a company that was stopped sells nothing, and sees its orders through`() async throws {
        let world = try await shoppingMarket()
        let path = "/api/companies/\(try await world.companyNamed("Al-Furat Trading"))"
        let order = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)

        #expect(try await world.as(.noor).patch("\(path)/status", ["status": "inactive"]).status == 200)
        let refused = try await world.order([("FUR-RICE-5", 1)], as: .omar)
        let confirmed = try await world.move(order, to: "CONFIRMED", as: .hassan)
        #expect(try await world.as(.noor).patch("\(path)/status", ["status": "active"]).status == 200)
        let again = try await world.order([("FUR-RICE-5", 1)], as: .omar)

        #expect((400..<500).contains(refused.status), "\(refused)")
        #expect(confirmed.status == 200 && again.status == 201)
    }

    @Test func `another commission is taken of what is ordered from then on`() async throws {
        let world = try await shoppingMarket()
        let path = "/api/companies/\(try await world.companyNamed("Al-Furat Trading"))/commission"
        let before = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)

        #expect(try await world.as(.noor).patch(path, ["commission": 1_000]).status == 200)
        let after = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)

        let commissions = try await world.db.read { tx in
            try [before, after].map { order in
                try tx.value(
                    "SELECT commission FROM sales_order WHERE id = \(ID<Order>(order))",
                    as: Int.self
                )
            }
        }
        #expect(commissions == [950, 1_900])
    }

    @Test func `nonsense is refused where it stands`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let (path, erbil) = ("/api/companies/\(furat)", try await world.zoneNamed("Erbil"))
        func faults(_ method: String, _ path: String, _ body: JSONValue) async throws -> [String: String] {
            let answer = try await world.as(.noor).send(
                method,
                path,
                bytes: body.bytes,
                type: "application/json"
            )
            #expect(answer.status == 422, "\(answer)")
            return answer.faults
        }

        let fee: JSONValue = ["zone_id": .string(erbil), "delivery_fee": 1]
        let fils: JSONValue = ["zone_id": .string(erbil), "delivery_fee": .number(2_500.5)]
        #expect(
            try await faults("PATCH", "\(path)/delivery-fees", ["fees": [fee]])
                == ["/fees/0/zone_id": "not_its_zone"]
        )
        #expect(
            try await faults("PATCH", "\(path)/delivery-fees", ["fees": [fils]]).keys.first
                == "/fees/0/delivery_fee"
        )
        #expect(try await faults("PATCH", "\(path)/commission", ["commission": 10_001]).count == 1)
        #expect(try await faults("PATCH", "\(path)/commission", ["commission": .integer(.max)]).count == 1)
        #expect(
            try await faults("PUT", path, ["zone_ids": [.string(furat)]]) == ["/zone_ids/0": "unknown_zone"]
        )
        #expect(try await faults("PUT", path, ["name": ["ar": "a\u{0}b"]]).count == 1)
        #expect(try await faults("POST", "/api/companies", ["name": ["en": "No Arabic"]]).count == 2)
        #expect(try await world.as(.hassan).put(path, ["phone": "+9647801234567"]).status == 403)
    }

    @Test func `of many who change the same version one wins`() async throws {
        let world = try await market()
        let path = "/api/companies/\(try await world.companyNamed("Al-Furat Trading"))"

        let answers = try await world.atOnce(20) { index in
            try await world.as(.noor).patch(
                "\(path)/commission",
                ["commission": .integer(Int64(index))],
                headers: ["If-Match": "\"1\""]
            )
        }

        #expect(answers.statuses == [200: 1, 412: 19])
        #expect(try await world.as(.noor).get(path)["version"] == 2)
    }
}
