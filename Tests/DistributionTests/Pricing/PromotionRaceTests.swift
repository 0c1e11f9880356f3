import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("promotions that many want at once")
struct PromotionRaceTests {
    @Test("of fifty exclusive ones about the same goods, written at once, one is there")
    func overlaps() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        let answers = try await world.atOnce(50) { _ in try await world.promote(["percentage": 1_000]) }
        #expect(answers.statuses == [201: 1, 409: 49])
        #expect(try await world.as(.noor).get("/api/promotions?limit=100")["data"]?.arrayValue?.count == 1)
    }

    @Test(
        "of a hundred checkouts at once, ten get what is there ten times; what is given back can be had again"
    )
    func limits() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(["percentage": 1_000, "usage_limit": 10])
        let shop = try await Shop.of("omar.shop@example.com", in: world)
        let rice = try #require(ID<Distribution.Product>(goods.products["FUR-RICE-5"] ?? ""))
        let results = try await world.atOnce(100) { _ in try await shop.checkOut(rice, in: world) }
        let won = results.compactMap(\.checkout)
        #expect(won.count == 10)
        #expect(try await used(made, in: world) == 10)

        let nobody = try await world.as(.omar).post(
            "/api/promotions/apply",
            ["lines": goods.lines([("FUR-RICE-5", 1)])]
        )
        #expect(nobody["discount"] == 0)
        let first = try #require(won.first.flatMap { ID<Checkout>($0) })
        for _ in 0..<2 { try await world.db.write { tx in try Promotion.release(checkout: first, tx) } }
        #expect(try await used(made, in: world) == 9, "given back once, however often it is said")
        let again = try await world.atOnce(5) { _ in try await shop.checkOut(rice, in: world) }
        #expect(again.compactMap(\.checkout).count == 1)
    }

    @Test("each customer as often as they may, however many carts they send at once")
    func perCustomer() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(["percentage": 1_000, "usage_limit_per_customer": 2])
        let rice = try #require(ID<Distribution.Product>(goods.products["FUR-RICE-5"] ?? ""))
        let omar = try await Shop.of("omar.shop@example.com", in: world)
        let zainab = try await Shop.of("zainab.shop@example.com", in: world)
        let results = try await world.atOnce(40) { index in
            try await [omar, zainab][index % 2].checkOut(rice, in: world)
        }
        #expect(results.compactMap(\.checkout).count == 4)

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

/// A shop that orders as cart and checkout do it: price and use in one transaction.
struct Shop: Sendable {
    let account: ID<Account>
    let zone: ID<DeliveryZone>

    static func of(_ email: String, in world: World) async throws -> Shop {
        try await world.db.read { tx in
            let account = try Account.find(email: EmailAddress(unchecked: email), tx)
            guard let account, let zone = try Member.find(account.id, tx).zone else {
                throw TestFailure("\(email) has no shop")
            }
            return Shop(account: account.id, zone: zone)
        }
    }

    func checkOut(_ product: ID<Distribution.Product>, in world: World) async throws -> Sale {
        try await world.db.write { tx in try Sale(of: product, to: self, tx) }
    }
}

/// The checkout, when the promotion was to be had: without it the shop does not buy.
///
/// As a text: Swift 6.3.1 crashes when what a task of a group answers is aligned to 16 bytes, as a UInt128 is.
struct Sale: Sendable {
    let checkout: String?

    init(of product: ID<Distribution.Product>, to shop: Shop, _ tx: borrowing Tx) throws {
        let lines = [CartLine(product: product, quantity: 1)]
        let quote = try Quote.load(for: lines, customer: shop.account, zone: shop.zone, tx)
        let id: ID<Checkout> = tx.newID()
        do {
            try Promotion.consume(quote, checkout: id, customer: shop.account, tx)
            checkout = quote.applied.isEmpty ? nil : id.description
        } catch let problem as Problem where problem.code == .promotionExhausted {
            checkout = nil
        }
    }
}
