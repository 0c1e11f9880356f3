import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// Operations to try keys on.
enum Orders {
    // swift-format-ignore
    static let routes: [Web.Route<Call>] = [
        Post("/orders",         place,  .anyone, "Place an order").idempotent,
        Post("/orders/refused", refuse, .anyone, "Refuse an order").idempotent,
        Post("/orders/scarce",  takeScarce, .anyone, "Refuse until there is some").idempotent,
        Post("/orders/broken",  fail,   .anyone, "Break the first time").idempotent,
        Post("/orders/late",    takeEffectAndFail, .anyone, "Place an order, and break").idempotent,
        Post("/orders/robbed",  loseClaim, .anyone, "Lose the key before the order is placed").idempotent,
        Post("/orders/nothing", nothing, .anyone, "Answer without a body").idempotent,
    ]

    /// An order that is not done before the test lets it go.
    static let held = "held"

    static func letGo(in world: World) async throws {
        try await world.db.write { tx in try record("let go", tx) }
    }

    private static func isLetGo(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM ran WHERE name = 'let go'")
    }

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
        while body.item == held, try await !call.db.read({ tx in try isLetGo(tx) }) {
            try await Task.sleep(for: .milliseconds(2))
        }
        return Created(order, at: "/orders/\(order.id)")
    }

    static func refuse(_ call: Call, body: NewOrder) async throws -> Order {
        try await call.db.write { tx in try record("refused", tx) }
        throw Problem(.conflict, ["en": "No \(body.item) today."])
    }

    static func takeScarce(_ call: Call) async throws -> Order {
        try await call.db.write { tx in
            guard try tx.exists("SELECT 1 FROM ran") else { throw Problem(.conflict) }
            try record("scarce", tx)
        }
        return Order(id: .new(at: call.now), item: "scarce")
    }

    static func fail(_ call: Call) async throws -> Order {
        try await call.db.write { tx in
            guard try tx.exists("SELECT 1 FROM ran") else { throw Broken() }
            try record("mended", tx)
        }
        return Order(id: .new(at: call.now), item: "mended")
    }

    static func takeEffectAndFail(_ call: Call) async throws -> Order {
        try await call.db.write { tx in try record("late", tx) }
        throw Broken()
    }

    /// As when this process had been asleep for longer than a claim lasts.
    static func loseClaim(_ call: Call) async throws -> Order {
        let db = call.db
        try await Task.detached {
            try await db.write { tx in
                _ = try tx.execute("UPDATE idempotent_request SET claim = \(tx.newID(of: Claim.self))")
            }
        }.value
        try await call.db.write { tx in try record("robbed", tx) }
        return Order(id: .new(at: call.now), item: "robbed")
    }

    static func nothing(_ call: Call) async throws -> NoContent {
        try await call.db.write { tx in try record("nothing", tx) }
        return NoContent()
    }

    struct Broken: Error {}
}
