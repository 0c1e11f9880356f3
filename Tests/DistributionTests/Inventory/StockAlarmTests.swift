import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("stock alarms")
struct StockAlarmTests {
    @Test func `stock:low and stock:out go to the zones that the product is sold in`() async throws {
        let world = try await market()
        let (karkh, rusafa) = (try await world.zone("Karkh"), try await world.zone("Rusafa"))
        try await world.setStock("FUR-TEA-450", to: 5)
        let everywhere = try await world.alarms()
        #expect(everywhere.map(\.event) == ["stock:low"])
        let rooms = try #require(everywhere.first?.rooms)
        #expect(rooms.isSuperset(of: ["zone:\(karkh)", "zone:\(rusafa)", "admins"]), "\(rooms)")

        try await world.restrict("FUR-RICE-5", to: rusafa)
        try await world.setStock("FUR-RICE-5", to: 5)
        try await world.setStock("FUR-RICE-5", to: 0)
        let restricted = try await world.alarms(of: "FUR-RICE-5")
        #expect(restricted.map(\.event).sorted() == ["stock:low", "stock:out"])
        for alarm in restricted {
            #expect(alarm.rooms.isSuperset(of: ["zone:\(rusafa)", "admins"]), "\(alarm.rooms)")
            #expect(!alarm.rooms.contains("zone:\(karkh)"), "\(alarm.rooms)")
            #expect(alarm.rooms.contains { $0.hasPrefix("company:") }, "\(alarm.rooms)")
        }
    }

    @Test func `a product that is sold nowhere concerns no zone`() async throws {
        let world = try await market()
        let karkh = try await world.zone("Karkh")
        try await world.restrict("FUR-TEA-450", to: karkh)
        let zone = try #require(ID<DeliveryZone>(karkh))
        try await world.db.write { tx in
            _ = try tx.execute("DELETE FROM company_zone WHERE zone_id = \(zone)")
        }

        try await world.setStock("FUR-TEA-450", to: 0)
        try await world.runJobs()

        let alarms = try await world.alarms()
        #expect(alarms.count == 1)
        #expect(alarms.allSatisfy { alarm in !alarm.rooms.contains { $0.hasPrefix("zone:") } })
        #expect(try await world.stockNotices(to: .ali).isEmpty)
        #expect(try await world.stockNotices(to: .hassan) == ["distribution.stock_out"])
    }

    @Test func `the administrators of these zones get a notice, once a day, and nobody else but the vendors`()
        async throws
    {
        let world = try await market()
        let tea = try await world.product("FUR-TEA-450")
        try await world.setStock("FUR-TEA-450", to: 5)
        try await world.runJobs()
        for person in [Person.ali, .hassan] {
            #expect(try await world.stockNotices(to: person) == ["distribution.stock_low"], "\(person.name)")
        }
        try await world.setStock("FUR-TEA-450", to: 50)
        try await world.setStock("FUR-TEA-450", to: 5)
        try await world.runJobs()
        #expect(try await world.stockNotices(to: .ali).count == 1, "the second time of the day")

        try await world.restrict("FUR-RICE-5", to: try await world.zone("Rusafa"))
        try await world.setStock("FUR-RICE-5", to: 0)
        try await world.runJobs()
        #expect(try await world.stockNotices(to: .ali).count == 1, "rice is not sold in Karkh")
        #expect(try await world.stockNotices(to: .hassan).count == 2)
        for person in [Person.noor, .rana, .layla, .omar, .zainab] {
            #expect(try await world.stockNotices(to: person).isEmpty, "\(person.name)")
        }

        let shown = try await world.as(.ali).get("/api/notifications")["data"]?.arrayValue ?? []
        let notice = try #require(shown.first { $0["template"] == "distribution.stock_low" })
        #expect(notice["about_kind"] == "product" && notice["about_id"] == .string(tea.description))
        #expect(try await world.as(.ali).get("/api/products/\(tea)").status == 200, "and it can be opened")
    }
}

private struct Alarm: Sendable {
    let event: String
    let rooms: Set<String>
    let product: String
}

extension World {
    /// The stock events of a product, or of all, in any order.
    fileprivate func alarms(of sku: String? = nil) async throws -> [Alarm] {
        var wanted: String?
        if let sku { wanted = try await productID(sku) }
        let all = try await db.read { tx in
            var alarms: [Alarm] = []
            try tx.forEach(
                """
                SELECT event, rooms, payload FROM realtime_pending WHERE event LIKE 'stock:%'
                UNION ALL SELECT event, rooms, payload FROM realtime_event WHERE event LIKE 'stock:%'
                """
            ) { row in
                let event: String = try row.next()
                let rooms: JSONValue = try row.next()
                let payload: JSONValue = try row.next()
                alarms.append(
                    Alarm(
                        event: event,
                        rooms: Set((rooms.arrayValue ?? []).compactMap(\.stringValue)),
                        product: payload["product_id"]?.stringValue ?? ""
                    )
                )
            }
            return alarms
        }
        return all.filter { wanted == nil || $0.product == wanted }
    }

    /// Sells a product in one zone only.
    fileprivate func restrict(_ sku: String, to zone: String) async throws {
        let path = "/api/products/\(try await productID(sku))"
        let answer = try await self.as(.noor).put(path, ["zones": [.string(zone)]])
        #expect(answer.status == 200, "\(answer)")
    }

    fileprivate func stockNotices(to person: Person) async throws -> [String] {
        try await db.read { tx in
            try tx.values(
                """
                SELECT n.template FROM notice n JOIN account a ON a.id = n.account_id
                 WHERE a.email = \(person.email) AND n.template LIKE 'distribution.stock%' ORDER BY n.id
                """,
                as: String.self
            )
        }
    }
}
