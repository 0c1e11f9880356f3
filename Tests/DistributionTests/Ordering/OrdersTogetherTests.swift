import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("orders that cost what they do because of each other")
struct OrdersTogetherTests {
    @Test func `a paid order is not cancelled while its gift stays`() async throws {
        let world = try await shoppingMarket()
        let (paid, gift) = try await teaAndHoney(
            world,
            [
                "type": "buy_x_get_y", "buy_quantity": 2, "get_quantity": 1,
                "product_ids": [.string(try await world.productID("FUR-TEA-450"))],
                "gift_product_ids": [.string(try await world.productID("ZAG-HONEY-1"))],
            ]
        )
        #expect(gift["total"]?.integerValue == gift["delivery_fee"]?.integerValue, "the honey is for nothing")
        let (paidPath, giftPath) = ("/api/orders/\(paid.id)", "/api/orders/\(gift.id)")

        let refused = try await world.as(.zainab).delete(paidPath)

        #expect(refused.problem == .cancelTogether)
        #expect(refused["order_ids"] == [.string(gift.id)])
        #expect(try await world.as(.zainab).get(paidPath)["status"] == "PENDING")
        #expect(try await world.as(.zainab).delete(giftPath).status == 200, "a gift can be left")
        #expect(try await world.as(.zainab).delete(paidPath).status == 200, "and then what it was given for")
    }

    @Test func `a bundle is cancelled whole, or not at all`() async throws {
        let world = try await shoppingMarket()
        let (first, second) = try await teaAndHoney(
            world,
            [
                "type": "bundle", "bundle_price": 1_000,
                "bundle": [
                    ["product_id": .string(try await world.productID("FUR-TEA-450")), "quantity": 1],
                    ["product_id": .string(try await world.productID("ZAG-HONEY-1")), "quantity": 1],
                ],
            ]
        )
        let stock = try await world.stock("ZAG-HONEY-1")
        for order in [first, second] {
            let alone = try await world.as(.zainab).delete("/api/orders/\(order.id)")
            #expect(alone.problem == .cancelTogether)
        }

        let whole: JSONValue = ["whole_checkout": true]
        let cancelled = try await world.as(.zainab).delete("/api/orders/\(first.id)", whole)

        #expect(cancelled.status == 200 && cancelled["status"] == "CANCELLED")
        #expect(try await world.as(.zainab).get("/api/orders/\(second.id)")["status"] == "CANCELLED")
        #expect(try await world.stock("ZAG-HONEY-1") == stock + 1)
    }

    @Test func `after one of them is confirmed, the shop can cancel none of them, but the company can`()
        async throws
    {
        let world = try await shoppingMarket()
        let (first, second) = try await teaAndHoney(
            world,
            [
                "type": "bundle", "bundle_price": 1_000,
                "bundle": [
                    ["product_id": .string(try await world.productID("FUR-TEA-450")), "quantity": 1],
                    ["product_id": .string(try await world.productID("ZAG-HONEY-1")), "quantity": 1],
                ],
            ]
        )
        #expect(try await world.move(second.id, to: "CONFIRMED", as: .layla).status == 200)

        let whole = try await world.as(.zainab).delete("/api/orders/\(first.id)", ["whole_checkout": true])

        #expect(whole.problem == .illegalTransition)
        #expect(try await world.as(.zainab).get("/api/orders/\(first.id)")["status"] == "PENDING")
        #expect(try await world.move(first.id, to: "CANCELLED", as: .hassan).status == 200)
    }

    @Test func `discounts within one order do not link orders`() async throws {
        let world = try await shoppingMarket()
        let (first, _) = try await teaAndHoney(world, ["percentage": 1_000])

        #expect(try await world.as(.zainab).delete("/api/orders/\(first.id)").status == 200)
    }

    /// Zainab orders two teas of Al-Furat and a honey of Zagros under an offer; the orders in that order.
    private func teaAndHoney(
        _ world: World,
        _ offer: [String: JSONValue]
    ) async throws -> (Placed, Placed) {
        #expect(try await world.promote(offer).status == 201)
        let placed = try await world.order([("FUR-TEA-450", 2), ("ZAG-HONEY-1", 1)], as: .zainab)
        let furat = try await world.company("Al-Furat Trading")
        let orders = (placed["orders"]?.arrayValue ?? []).compactMap(Placed.init)
        let first = try #require(orders.first { $0["company_id"]?.stringValue == furat }, "\(placed)")
        return (first, try #require(orders.first { $0.id != first.id }))
    }

    private struct Placed {
        let id: String
        let json: JSONValue

        init?(_ json: JSONValue) {
            guard let id = json["id"]?.stringValue else { return nil }
            self.id = id
            self.json = json
        }

        subscript(member: String) -> JSONValue? { json[member] }
    }
}
