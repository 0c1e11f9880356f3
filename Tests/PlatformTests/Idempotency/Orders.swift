import Kernel
import Platform
import Store
import Web

/// Operations to try keys on.
enum Orders {
    // swift-format-ignore
    static let routes: [Web.Route<Call>] = [
        Post("/orders",         place,  .anyone, "Place an order slowly").idempotent,
        Post("/orders/refused", refuse, .anyone, "Refuse an order").idempotent,
        Post("/orders/broken",  fail,   .anyone, "Break the first time").idempotent,
        Post("/orders/nothing", nothing, .anyone, "Answer without a body").idempotent,
    ]

    struct NewOrder: Body {
        var item: String
    }

    struct Order: View {
        var id: ID<Order>
        var item: String
    }

    static func place(_ call: Call, body: NewOrder) async throws -> Created<Order> {
        let order = Order(id: .new(at: call.now), item: body.item)
        try await call.db.write { tx in try record(body.item, tx) }
        try await Task.sleep(for: .milliseconds(100))
        return Created(order, at: "/orders/\(order.id)")
    }

    static func refuse(_ call: Call, body: NewOrder) async throws -> Order {
        try await call.db.write { tx in try record("refused", tx) }
        throw Problem(.conflict, ["en": "No \(body.item) today."])
    }

    static func fail(_ call: Call) async throws -> Order {
        let times = try await call.db.write { tx in
            try record("broken", tx)
            return try tx.value("SELECT COUNT(*) FROM ran", as: Int.self) ?? 0
        }
        guard times > 1 else { throw Broken() }
        return Order(id: .new(at: call.now), item: "mended")
    }

    static func nothing(_ call: Call) async throws -> NoContent {
        try await call.db.write { tx in try record("nothing", tx) }
        return NoContent()
    }

    struct Broken: Error {}
}
