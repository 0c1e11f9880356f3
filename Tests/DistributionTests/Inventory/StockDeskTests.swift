import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("the store room")
struct StockDeskTests {
    @Test func `counts, restocks and damages are movements with a reason; the ledger adds up`() async throws {
        let world = try await market()
        let id = JSONValue.string(try await world.product("FUR-TEA-450").description)
        let desk = world.as(.hassan)
        func update(_ members: [String: JSONValue]) async throws -> TestResponse {
            try await desk.patch(
                "/api/inventory/stock/update",
                JSONValue.object([:]).with(members).with(["product_id": id])
            )
        }
        #expect(try await update(["change": 20, "reason": "delivery"])["stock"] == 100)
        #expect(try await update(["change": -3, "kind": "damage"])["stock"] == 97)
        #expect(try await update(["stock": 95, "expected_stock": 97])["stock"] == 95)
        #expect(try await update(["stock": 95])["stock"] == 95, "nothing to move")
        let stale = try await update(["stock": 50, "expected_stock": 97])
        #expect(stale.status == 412 && stale["stock"] == 95)
        let lacking = try await update(["change": -96])
        #expect(lacking.problem == .outOfStock && lacking["product_id"] == id && lacking["available"] == 95)
        #expect(lacking["lacking"] == [["product_id": id, "requested": 96, "available": 95]])
        #expect(try await update(["change": 0]).faults == ["/change": "changes_nothing"])
        #expect(try await update(["change": 5, "kind": "damage"]).faults == ["/kind": "wrong_direction"])
        #expect(try await update(["change": -5, "kind": "restock"]).faults == ["/kind": "wrong_direction"])
        #expect(try await update(["change": 5, "kind": "sale"]).status == 422)
        #expect(try await update(["change": 5, "stock": 5]).faults == ["/change": "conflicting"])
        #expect(try await update([:]).faults == ["/stock": "required"])
        #expect(try await update(["change": .integer(.max)]).status == 422)
        #expect(
            try await world.as(.layla).patch("/api/inventory/stock/update", ["product_id": id, "stock": 1])
                .status == 404
        )
        #expect(
            try await world.as(.omar).patch("/api/inventory/stock/update", ["product_id": id, "stock": 1])
                .status == 403
        )
        guard case .string(let product) = id else { return }
        let history = try await desk.get("/api/inventory/history?product=\(product)")
        let kinds = (history["data"]?.arrayValue ?? []).compactMap { $0["kind"]?.stringValue }
        #expect(kinds == ["correction", "damage", "restock", "restock"])
        #expect(try await world.as(.layla).get("/api/inventory/history?product=\(product)")["data"] == [])
        let sum = try await world.as(.noor).get("/api/inventory/reconciliation")
        #expect(sum["products"] == 10 && sum["differences"] == [])
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET stock = stock + 1 WHERE sku = 'ZAG-YOG-2'")
        }
        #expect(
            try await world.as(.noor).get("/api/inventory/reconciliation")["differences"]?.arrayValue?.count
                == 1
        )
        #expect(try await world.as(.hassan).get("/api/inventory/reconciliation")["differences"] == [])
        let gone = try await world.as(.noor).delete("/api/products/\(product)")
        let kept = try await world.as(.noor).get("/api/inventory/history?product=\(product)")
        #expect(gone.status == 204 && kept["data"]?.arrayValue?.count == kinds.count, "the ledger stays")
    }

    @Test func `low stock, empty stock and its value, within the caller's reach`() async throws {
        let world = try await market()
        #expect(try await world.as(.hassan).get("/api/inventory/low-stock").skus == ["FUR-BLEACH"])
        #expect(try await world.as(.hassan).get("/api/inventory/out-of-stock").skus == ["FUR-SOAP-4"])
        #expect(try await world.as(.layla).get("/api/inventory/out-of-stock").skus == [])
        #expect(try await world.as(.rana).get("/api/inventory/low-stock").skus == [])
        let report = try await world.as(.hassan).get("/api/inventory/report")
        let worth = 9_500 * 120 + 2_250 * 300 + 5_750 * 80 + 3_000 * 500 + 1_750 * 9
        #expect(report["total"]?["value"] == .integer(Int64(worth)))
        #expect(
            report["total"]?["products"] == 6 && report["total"]?["out"] == 1 && report["total"]?["low"] == 1
        )
        #expect(report["companies"]?.arrayValue?.count == 1)
        let all = try await world.as(.noor).get("/api/inventory/report")
        #expect(all["companies"]?.arrayValue?.count == 2 && all["total"]?["products"] == 10)
        let empty = try await world.as(.noor).get(
            "/api/inventory/report?category=\(try await world.zone("Karkh"))"
        )
        #expect(empty["total"]?["value"] == 0)
        #expect(try await world.as(.omar).get("/api/inventory/report").status == 403)
    }

    @Test func `absurd stocks at absurd prices are no fault of the report`() async throws {
        let world = try await market()
        let body = try await world.newProduct("HUGE").with([
            "price": 10_000_000_000_000, "stock": 1_000_000_000,
        ])
        let first = try await world.as(.noor).post("/api/products", body)
        #expect(first.status == 201, "\(first)")
        let other = try await world.newProduct("HUGE-2").with([
            "price": 10_000_000_000_000, "stock": 1_000_000_000,
        ])
        let second = try await world.as(.noor).post("/api/products", other)
        #expect(second.status == 201, "\(second)")
        let report = try await world.as(.noor).get("/api/inventory/report")
        #expect(report["total"]?["value"] == 9_000_000_000_000_000)
    }

    @Test func `each row of a bulk update has its own fate`() async throws {
        let world = try await market()
        let (tea, rice, honey) = (
            try await world.product("FUR-TEA-450"), try await world.product("FUR-RICE-5"),
            try await world.product("ZAG-HONEY-1")
        )
        let updates: JSONValue = [
            "updates": [
                ["product_id": .string(tea.description), "change": 10],
                ["product_id": .string(rice.description), "change": -500],
                ["product_id": .string(honey.description), "stock": 1],
                ["product_id": "01934a5b-7c00-7000-8000-000000000001", "stock": 1],
            ]
        ]
        let answer = try await world.as(.hassan).patch(
            "/api/inventory/bulk-update",
            updates,
            headers: ["Accept-Language": "en"]
        )
        #expect(answer.status == 200 && answer["updated"] == 1 && answer["refused"] == 3)
        let results = answer["results"]?.arrayValue ?? []
        #expect(results.map { $0["index"] } == [0, 1, 2, 3])
        #expect(
            results.map { $0["problem"]?.stringValue } == [
                nil, "distribution.out_of_stock", "not_found", "not_found",
            ]
        )
        #expect(results[0]["stock"] == 90 && results[1]["stock"] == 120)
        #expect(try await world.stock(of: "FUR-TEA-450") == 90)
        #expect(try await world.stock(of: "ZAG-HONEY-1") == 40, "not theirs")
        let twice: JSONValue = [
            "updates": [
                ["product_id": .string(tea.description), "change": 1],
                ["product_id": .string(tea.description), "change": 1],
            ]
        ]
        #expect(
            try await world.as(.hassan).patch("/api/inventory/bulk-update", twice).faults == [
                "/updates/1/product_id": "repeated"
            ]
        )
        #expect(
            try await world.as(.hassan).patch("/api/inventory/bulk-update", ["updates": []]).status == 422
        )
        #expect(try await world.stockAddsUp())
    }
}
