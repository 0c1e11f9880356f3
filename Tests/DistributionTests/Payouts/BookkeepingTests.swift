import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct BookkeepingTests {
    @Test func `a delivered order is booked once, and the books balance`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await world.sell(Sale(goods: 100_000, discount: 10_000, commission: 4_500))

        for _ in 0..<3 {
            try await world.db.write { tx in try Bookkeeping.delivered(#require(ID(order)), tx) }
        }

        let ledger = try await world.ledger()
        #expect(
            ledger == [
                "cash_on_delivery": 93_000, "Al-Furat Trading": -85_500, "commission": -4_500,
                "delivery_fees": -3_000,
            ]
        )
        #expect(try await world.entriesSum(of: furat) == 85_500)
    }

    @Test func `what costs nothing is booked without lines of nothing`() async throws {
        let world = try await market()
        try await world.sell(Sale(goods: 5_000, discount: 5_000, fee: 0, commission: 0))
        try await world.sell(Sale(goods: 5_000, fee: 0, commission: 5_000))

        #expect(try await world.ledger() == ["cash_on_delivery": 5_000, "commission": -5_000])
    }

    @Test func `an order that was not delivered is not booked`() async throws {
        let world = try await market()
        let order = try await world.sell(Sale(status: "SHIPPED"))

        await #expect(throws: Problem.self) {
            try await world.db.write { tx in try Bookkeeping.delivered(#require(ID(order)), tx) }
        }
        #expect(try await world.ledger().isEmpty)
    }

    @Test func `a delivered order is taken back once, by an entry of its own`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await world.sell()
        let open = try await world.sell(Sale(status: "SHIPPED"))

        let answers = try await world.atOnce(20) { _ in try await world.takeBack(order) }
        let entries = try await world.as(.hassan).get("/api/companies/\(furat)/entries")

        #expect(answers.statuses == [201: 1, 409: 19], "\(answers.statuses)")
        #expect(answers.contains { $0.problem == .returnedAlready })
        #expect(try await world.ledger().isEmpty)
        #expect(entries["data"]?.arrayValue?.map { $0["amount"] } == [-95_000, 95_000])
        #expect(try await world.takeBack(open).problem == .orderNotDelivered)
        #expect(try await world.takeBack(order, as: .hassan).status == 403)
        #expect(try await world.takeBack(order, as: .omar).status == 403)
        #expect(try await world.takeBack(order, as: .rana).status == 404)
    }

    @Test(
        arguments: [
            "UPDATE company_entry SET amount = 1", "DELETE FROM company_entry",
            "UPDATE payout SET amount = 1",
            "DELETE FROM payout", "DELETE FROM payout_entry", "UPDATE settlement SET closing = closing",
            "DELETE FROM settlement_entry", "UPDATE returned_line SET quantity = 1",
            "DELETE FROM returned_line",
        ] as [SQL]
    )
    func `what is booked or closed is never changed`(_ statement: SQL) async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()
        #expect(try await world.takeBack(world.sell()).status == 201)
        #expect(try await world.open(furat).status == 201)
        let body: JSONValue = ["company_id": .string(furat), "to": "2026-11-21"]
        #expect(try await world.as(.noor).post("/api/settlements", body).status == 201)

        await #expect(throws: DatabaseError.self) {
            try await world.db.write { tx in try tx.execute(statement) }
        }
    }
}

extension World {
    /// Opens a payout for the days around the world's.
    func open(
        _ company: String,
        from: String = "2026-11-01",
        to: String = "2026-11-21"
    ) async throws -> TestResponse {
        try await self.as(.noor).post(
            "/api/payouts",
            ["company_id": .string(company), "from": .string(from), "to": .string(to)]
        )
    }

    func move(
        _ payout: String,
        to status: String,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        try await self.as(.noor).patch(
            "/api/payouts/\(payout)/status",
            ["status": .string(status), "reference": "RAF-1"],
            headers: headers
        )
    }

    /// The amount due to a company according to the API.
    func due(_ company: String, from: String = "2026-11-01", to: String = "2026-11-21") async throws -> Int64?
    {
        try await self.as(.noor).get("/api/companies/\(company)/payouts?from=\(from)&to=\(to)")["due"]?
            .integerValue
    }
}
