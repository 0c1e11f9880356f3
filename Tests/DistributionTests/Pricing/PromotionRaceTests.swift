import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("promotions that many want at once")
struct PromotionRaceTests {
    @Test func `of fifty exclusive ones about the same goods, written at once, one is there`() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        let answers = try await world.atOnce(50) { _ in try await world.promote(["percentage": 1_000]) }
        #expect(answers.statuses == [201: 1, 409: 49])
        #expect(try await world.as(.noor).get("/api/promotions?limit=100")["data"]?.arrayValue?.count == 1)
    }

    @Test
    func `of a hundred simultaneous checkouts, ten get the ten uses; released uses are available again`()
        async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(["percentage": 1_000, "usage_limit": 10])
        let results = try await world.atOnce(100) { _ in
            try await world.buyOnOffer("FUR-RICE-5", by: "omar.shop@example.com")
        }
        let won = results.compactMap(\.self)
        #expect(won.count == 10)
        #expect(try await used(made, in: world) == 10)

        let nobody = try await world.as(.omar).post(
            "/api/promotions/apply",
            ["lines": goods.lines([("FUR-RICE-5", 1)])]
        )
        #expect(nobody["discount"] == 0)
        let first = try #require(won.first)
        for _ in 0..<2 {
            try await world.db.write { tx in try Promotion.release(checkout: #require(ID(first)), tx) }
        }
        #expect(try await used(made, in: world) == 9, "released only once")
        let again = try await world.atOnce(5) { _ in
            try await world.buyOnOffer("FUR-RICE-5", by: "omar.shop@example.com")
        }
        #expect(again.compactMap(\.self).count == 1)
    }

    @Test func `each customer as often as they may, however many carts they send at once`() async throws {
        let world = try await market()
        let made = try await world.promote(["percentage": 1_000, "usage_limit_per_customer": 2])
        let results = try await world.atOnce(40) { index in
            let shop = index % 2 == 0 ? "omar.shop@example.com" : "zainab.shop@example.com"
            return try await world.buyOnOffer("FUR-RICE-5", by: shop)
        }
        #expect(results.compactMap(\.self).count == 4)

        let path = "/api/promotions/\(made.id ?? "")"
        #expect(
            try await world.as(.noor).put(path, ["usage_limit": 5])["used"] == 4,
            "counted from what there was"
        )
        #expect(try await world.as(.noor).delete(path).status == 204)
        let kept = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM promotion WHERE deleted_at IS NOT NULL", as: Int.self)
        }
        #expect(kept == 1, "one that was used stays for its orders")
    }

    private func used(_ made: TestResponse, in world: World) async throws -> Int64? {
        try await world.as(.noor).get("/api/promotions/\(made.id ?? "")")["used"]?.integerValue
    }
}

extension World {
    /// Orders like cart and checkout, with price and use in one transaction.
    ///
    /// It checks out if the promotion is available; otherwise the shop does not buy.
    fileprivate func buyOnOffer(_ sku: String, by email: String) async throws -> String? {
        try await db.write { tx in try sellOnOffer(sku, to: email, tx) }
    }
}

private func sellOnOffer(_ sku: String, to email: String, _ tx: borrowing Tx) throws -> String? {
    let product = try tx.value("SELECT id FROM product WHERE sku = \(sku)", as: ID<Distribution.Product>.self)
    let account = try Account.find(email: EmailAddress(unchecked: email), tx)
    guard let product, let account, let zone = try Member.find(account.id, tx).zone else {
        throw TestFailure("\(email) has no shop, or there is no \(sku)")
    }
    let wants = [RequestedLine(product: product, quantity: 1, pointer: "")]
    let quote = try Quote.load(for: wants, customer: account.id, zone: zone, LocalCache(), tx)
    guard !quote.applied.isEmpty else { return nil }
    let checkout: ID<Checkout> = tx.newID()
    do {
        try Promotion.consume(quote, checkout: checkout, customer: account.id, tx)
        return checkout.description
    } catch let problem as Problem where problem.code == .promotionExhausted {
        return nil
    }
}
