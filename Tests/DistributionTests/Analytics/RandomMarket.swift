import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

/// A year of orders that nobody planned, put into the tables as rows, and what they are as values.
struct RandomMarket {
    struct Sale {
        let id: ID<Order>
        let customer: ID<Account>
        let company: String
        let zone: String
        let status: String
        let at: Instant
        var lines: [(sku: String, quantity: Int64, total: Int64, discount: Int64)]
        let deliveryFee: Int64
        var commission: Int64
        /// Refunds, according to the answers to the returns.
        var returned: Int64 = 0

        /// Of its goods alone.
        var returnedGoods: Int64 = 0
        var subtotal: Int64 { lines.reduce(returnedGoods) { $0 + $1.total + $1.discount } }
        var discount: Int64 { lines.reduce(0) { $0 + $1.discount } }
        var total: Int64 { subtotal - discount + deliveryFee - returned }
        var quantity: Int64 { lines.reduce(0) { $0 + $1.quantity } }
        var isSold: Bool { status != "CANCELLED" }
        /// By hand: Baghdad is three hours ahead.
        var day: CivilDate { CivilDate(days: Int32((at.seconds + 10_800) / 86_400)) }
    }

    let world: World
    var sales: [Sale]

    static let statuses = ["PENDING", "CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED", "CANCELLED"]

    static func make(_ count: Int, seed: UInt64) async throws -> RandomMarket {
        let world = try await market()
        var random = SplitMix(state: seed)
        var sales: [Sale] = []
        let places = try await Places.read(world)
        for _ in 0..<count { sales.append(try await sale(places, &random, world)) }
        return RandomMarket(world: world, sales: sales)
    }

    private static func sale(_ places: Places, _ random: inout SplitMix, _ world: World) async throws -> Sale
    {
        let now = world.clock.now
        let buyer = places.buyers[random.below(places.buyers.count)]
        let goods = places.goods.filter {
            $0.company == places.goods[random.below(places.goods.count)].company
        }
        // Around midnight in Baghdad as often as not, where a day begins.
        let day = Int64(random.below(120)) * 86_400
        let second = random.below(2) == 0 ? Int64(random.below(86_400)) : 75_540 + Int64(random.below(120))
        let at = Instant(seconds: (now.seconds / 86_400 - 1) * 86_400 - day + second)
        var lines: [(sku: String, quantity: Int64, total: Int64, discount: Int64)] = []
        var rows: [SQL] = []
        var commission: Int64 = 0
        let id = ID<Order>.new(at: at)
        for (position, good) in goods.shuffled(using: &random).prefix(1 + random.below(3)).enumerated() {
            let quantity = Int64(1 + random.below(20))
            let subtotal = quantity * good.price
            let discount = Int64(random.below(Int(subtotal / 3)))
            let kept = (subtotal - discount) / Int64(10 + random.below(20))
            commission += kept
            let pricing: JSONValue = [
                "list_price": .integer(good.price), "unit_price": .integer(good.price), "shares": .array([]),
            ]
            lines.append((good.sku, quantity, subtotal - discount, discount))
            rows.append(
                """
                INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount,
                                              total, commission_rate, commission, pricing)
                VALUES (\(id), \(position), \(good.id), \(good.sku), \(good.name), \(quantity), \(good.price), \(subtotal),
                        \(discount), \(subtotal - discount), 500, \(kept), \(json: pricing))
                """
            )
        }
        let sale = Sale(
            id: id,
            customer: buyer.account,
            company: goods[0].company,
            zone: buyer.zone,
            status: statuses[random.below(statuses.count)],
            at: at,
            lines: lines,
            deliveryFee: Int64(random.below(3)) * 2_500,
            commission: commission
        )
        let inserts = rows
        let address: JSONValue = ["recipient": "عمر", "city": "بغداد", "street": "شارع ١٤ رمضان"]
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, address, subtotal, discount,
                                         delivery_fee, total, commission, placed_at, updated_at, version)
                VALUES (\(id), \(id), \(sale.customer), \(try #require(ID<Company>(sale.company))),
                        \(try #require(ID<DeliveryZone>(sale.zone))), \(sale.status), \(json: address), \(sale.subtotal),
                        \(sale.discount), \(sale.deliveryFee), \(sale.total), \(sale.commission), \(sale.at), \(sale.at), 1)
                """
            )
            for insert in inserts { try tx.execute(insert) }
        }
        return sale
    }

    /// The stock before the first order.
    struct Places {
        struct Good {
            let id: ID<Distribution.Product>
            let sku: String
            let company: String
            let price: Int64
            let name: JSONValue
        }

        let goods: [Good]
        let buyers: [(account: ID<Account>, zone: String)]

        static func read(_ world: World) async throws -> Places {
            try await world.db.read { tx in
                var goods: [Good] = []
                try tx.forEach("SELECT id, sku, company_id, price, name FROM product ORDER BY sku") { row in
                    let id = try row.next(ID<Distribution.Product>.self)
                    let sku = try row.next(String.self)
                    let company = try row.next(ID<Company>.self).description
                    goods.append(
                        Good(id: id, sku: sku, company: company, price: try row.next(), name: try row.json())
                    )
                }
                var buyers: [(account: ID<Account>, zone: String)] = []
                try tx.forEach(
                    "SELECT account_id, zone_id FROM member WHERE shop_name IS NOT NULL ORDER BY shop_name"
                ) { row in
                    let account = try row.next(ID<Account>.self)
                    buyers.append((account, try row.next(ID<DeliveryZone>.self).description))
                }
                return Places(goods: goods, buyers: buyers)
            }
        }
    }
}

/// The totals, counted by hand.
func facts(_ sales: [RandomMarket.Sale]) -> SalesTotals {
    SalesTotals(
        orders: sales.count,
        quantity: sales.reduce(0) { $0 + $1.quantity },
        subtotal: sales.reduce(0) { $0 + $1.subtotal },
        discount: sales.reduce(0) { $0 + $1.discount },
        deliveryFee: sales.reduce(0) { $0 + $1.deliveryFee },
        returned: sales.reduce(0) { $0 + $1.returned },
        total: sales.reduce(0) { $0 + $1.total },
        commission: sales.reduce(0) { $0 + $1.commission }
    )
}

/// The same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
