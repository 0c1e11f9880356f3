import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("hearing")
struct HearingTests {
    @Test func `each event is heard by those who may read its record, and by nobody else`() async throws {
        let world = try await shoppingMarket()
        let heard = try await world.heard { try await world.trade() }

        #expect(Set(heard.map(\.event.name)) == Set(Concern.permissions.keys), "every event has happened")
        let standings = try await world.standings()
        for one in heard {
            let concern = try await world.db.read { tx in try Concern.of(one.event, tx) }
            let readers = Set(standings.filter { $0.value.sees(concern) }.keys)
            #expect(one.by == readers, "\(one)")
            let shown = try await world.readers(of: one.event)
            #expect(one.by == shown, "\(one), and the API shows it to \(shown.map(\.name))")
        }
        // A few by hand, in case the matrix itself is wrong.
        let placed: Set<Set<Person>> = [
            [.noor, .ali, .hassan, .omar], [.noor, .hassan, .zainab], [.noor, .layla, .zainab],
            [.noor, .rana, .layla, .dilan],
        ]
        let soldOut: Set<Set<Person>> = [[.noor, .layla], [.noor, .rana, .layla]]
        let paid: Set<Set<Person>> = [[.noor, .hassan], [.noor, .layla]]
        for (name, groups) in [("order:new", placed), ("stock:out", soldOut), ("payout:new", paid)] {
            let found = heard.filter { $0.event.name == name }.map(\.by)
            #expect(found.count == groups.count && Set(found) == groups, "\(name)")
        }
    }

    @Test func `each role hears of what it may read, and misses what is others'`() async throws {
        let world = try await shoppingMarket()
        let heard = try await world.heard { try await world.trade() }

        let standings = try await world.standings()
        let roles = Set(standings.values.map(\.role))
        #expect(roles.count == 4)
        for (name, permission) in Concern.permissions {
            let events = heard.filter { $0.event.name == name }
            for role in roles {
                let people = Set(standings.filter { $0.value.role == role }.keys)
                let hears = events.contains { !$0.by.isDisjoint(with: people) }
                let misses = events.contains { !$0.by.isSuperset(of: people) }
                let reach = access.reach(of: role, permission)
                #expect(hears == (reach != .none), "\(role) \(name)")
                #expect(misses == (reach != .all), "\(role) \(name)")
            }
        }
    }

    @Test func `stock notices reach the devices and app of those in whose area it is sold, and nobody else`()
        async throws
    {
        let world = try await shoppingMarket()
        try await world.registerPhones()
        let heard = try await world.heard { try await world.runLow() }
        try await world.runJobs()
        try await world.runJobs()

        let standings = try await world.standings()
        var due: Set<String> = []
        for one in heard {
            let concern = try await world.db.read { tx in try Concern.of(one.event, tx) }
            let template = one.event.name == "stock:out" ? "stock_out" : "stock_low"
            let product = one.event.payload["product_id"]?.stringValue ?? ""
            for (person, standing) in standings where standing.sees(concern) {
                guard access.reach(of: standing.role, .stockRead) == .area else { continue }
                due.insert("\(person.phone) distribution.\(template) \(product)")
            }
        }
        let kinds = ["distribution.stock_low", "distribution.stock_out"]
        var shown: [String] = []
        for person in Person.everyone {
            for notice in try await world.notices(of: person) {
                guard let template = notice["template"]?.stringValue, kinds.contains(template) else {
                    continue
                }
                shown.append("\(person.phone) \(template) \(notice["about_id"]?.stringValue ?? "")")
            }
        }
        let pushed = world.telephones.pushes.compactMap { push -> String? in
            guard let template = push.data["template"], kinds.contains(template) else { return nil }
            return "\(push.token) \(template) \(push.data["about_id"] ?? "")"
        }
        #expect(due.count == 5, "tea: Hassan and Ali; yoghurt: Layla; honey: Layla and Rana")
        #expect(shown.sorted() == due.sorted())
        #expect(pushed.sorted() == due.sorted())
    }
}

extension World {
    /// Everything happens that the product has an event for, through the API.
    fileprivate func trade() async throws {
        let karkh = try await ordered([("FUR-RICE-5", 2)], as: .omar)
        let rusafa = try await order([("FUR-TEA-450", 4), ("ZAG-YOG-2", 6)], as: .zainab)
        let erbil = try await ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED"] {
            try must(try await move(karkh, to: status, as: .hassan))
        }
        try must(try await move(karkh, to: "DELIVERED", as: .ali))
        try must(try await takeBack(karkh, 1, as: .ali))
        let both = (rusafa["orders"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        for (order, person) in zip(both, [Person.zainab, .noor]) {
            try must(try await self.as(person).delete("/api/orders/\(order)"))
        }
        try must(try await move(erbil, to: "CONFIRMED", as: .rana))
        try await runLow()
        try await settle()
    }

    /// Tea, which is sold in Karkh too, runs low; yoghurt of Rusafa alone and honey of Erbil too run out.
    fileprivate func runLow() async throws {
        let (tea, honey) = (try await productID("FUR-TEA-450"), try await productID("ZAG-HONEY-1"))
        let yoghurt = "/api/products/\(try await productID("ZAG-YOG-2"))"
        let rusafa = try await zone("Rusafa")
        try must(try await self.as(.noor).put(yoghurt, ["zones": [.string(rusafa)]]))
        try must(try await self.as(.hassan).patch("/api/vendors/products/\(tea)/stock", ["stock": 5]))
        try must(try await self.as(.noor).patch("\(yoghurt)/stock", ["stock": 0]))
        let none: JSONValue = ["product_id": .string(honey), "stock": 0]
        try must(try await self.as(.rana).patch("/api/inventory/stock/update", none))
    }

    /// Both companies are paid; the account of one is closed.
    private func settle() async throws {
        let furat = try await companyNamed("Al-Furat Trading")
        try await sell(Sale(company: "Zagros Foods", zone: "Erbil", customer: .dilan))
        for company in [furat, try await companyNamed("Zagros Foods")] {
            let opened = try await self.open(company)
            try must(opened)
            for status in ["approved", "paid", "returned"] {
                try must(try await move(opened.id ?? "", to: status))
            }
        }
        let closing: JSONValue = ["company_id": .string(furat), "to": "2026-11-21"]
        let closed = try await self.as(.noor).post("/api/settlements", closing)
        try must(closed)
        let dispute: JSONValue = ["status": "disputed", "reason": "By phone"]
        try must(try await self.as(.noor).patch("/api/settlements/\(closed.id ?? "")/status", dispute))
    }

    /// The people to whom the API shows the record of an event.
    fileprivate func readers(of event: RealtimeEvent) async throws -> Set<Person> {
        var readers: Set<Person> = []
        for person in Person.everyone {
            if try await self.as(person).shows(event) { readers.insert(person) }
        }
        return readers
    }
}

private func must(_ answer: TestResponse) throws {
    guard (200..<300).contains(answer.status) else { throw TestFailure("\(answer)") }
}

private let records = ["order": "/api/orders", "payout": "/api/payouts", "settlement": "/api/settlements"]

extension TestClient {
    fileprivate func shows(_ event: RealtimeEvent) async throws -> Bool {
        let kind = String(event.name.prefix { $0 != ":" })
        if let path = records[kind] {
            return try await get("\(path)/\(event.payload["id"]?.stringValue ?? "")").status == 200
        }
        let list = event.name == "stock:low" ? "low-stock" : "out-of-stock"
        let listed = try await get("/api/inventory/\(list)?limit=100")["data"]?.arrayValue ?? []
        return listed.contains { $0["product_id"] == event.payload["product_id"] }
    }
}
