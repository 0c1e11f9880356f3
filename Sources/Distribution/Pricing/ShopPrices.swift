import Kernel
import Platform
import Store

/// The price lists in force for a shop, in its own zone and customer group: what it pays for any product.
///
/// Price lists begin and end by time and change without the catalogue; ``key`` tells their states apart.
struct ShopPrices: Sendable {
    /// The zone of the shop, in which its orders are priced.
    let zone: ID<DeliveryZone>
    /// Sorted by identity.
    let lists: [ID<PriceList>]
    /// Equal for shops that pay the same prices; empty without a price list.
    let key: String
    private let context: PricingContext

    /// Nil for callers who are not a shop with a zone.
    static func find(for call: Call) async throws -> ShopPrices? {
        let now = call.now
        guard let query = query(for: call, at: now) else { return nil }
        return ShopPrices(try await call.db.all(query, as: ListRow.self), at: now)
    }

    /// The same, as the transaction sees it.
    static func find(for call: Call, _ tx: borrowing Tx) throws -> ShopPrices? {
        guard let query = query(for: call, at: tx.now) else { return nil }
        return ShopPrices(try tx.all(query, as: ListRow.self), at: tx.now)
    }

    private static func query(for call: Call, at now: Instant) -> SQL? {
        guard call.actor.role.isBuyer, let me = call.actor.account else { return nil }
        return
            """
            SELECT m.zone_id, m.customer_group, l.id, l.version
              FROM member m LEFT JOIN price_list l
                ON l.is_active AND l.deleted_at IS NULL
                   AND l.starts_at <= \(now) AND (l.ends_at IS NULL OR l.ends_at > \(now))
                   AND (l.zone_id IS NULL OR l.zone_id = m.zone_id)
                   AND (l.customer_group IS NULL OR l.customer_group = m.customer_group)
             WHERE m.account_id = \(me)
             ORDER BY l.id
            """
    }

    private init?(_ rows: [ListRow], at now: Instant) {
        guard let shop = rows.first, let zone = shop.zone else { return nil }
        self.zone = zone
        lists = rows.compactMap(\.list)
        key = rows.compactMap(\.key).joined()
        context = PricingContext(
            zone: zone,
            customer: nil,
            customerGroup: shop.group,
            now: now,
            deliveryFees: [:]
        )
    }

    /// A price list for the shop, or the shop alone.
    private struct ListRow: RowDecodable {
        let zone: ID<DeliveryZone>?
        let group: String?
        let list: ID<PriceList>?
        let version: Int?

        init(_ row: inout Row) throws {
            zone = try row.next()
            group = try row.next()
            list = try row.next()
            version = try row.next()
        }

        var key: String? {
            guard let list, let version else { return nil }
            return "|\(list) \(version)"
        }
    }
}

extension ShopPrices {
    /// The products with the shop's prices from the lists.
    func price(_ shown: [ShownProduct], _ tx: borrowing Tx) throws -> [ShownProduct] {
        guard !lists.isEmpty else { return shown }
        let inForce = Set(lists)
        let known = try PriceList.list(of: shown.map(\.product.id), tx)
            .filter { inForce.contains($0.id) }.sorted(by: PriceList.comesFirst)
        return shown.map { $0.with(breaks: breaks(of: $0.product, known)) }
    }

    private func breaks(of product: Product, _ lists: [PriceList]) -> [PriceBreak] {
        let smallest = PricedLine(
            product: product.id,
            company: product.company,
            categories: [],
            quantity: product.smallestOrder,
            listPrice: product.price
        )
        return PriceBreak.list(from: smallest, inPacksOf: product.packSize ?? 1, lists, context)
    }
}

extension Product {
    /// The smallest quantity that can be ordered: the minimum, rounded up to whole packs.
    var smallestOrder: Int { minimumQuantity.roundedUp(toPacksOf: packSize ?? 1) }
}

// The same rule for the filters and orders of the database, which must agree with ``PriceList/answer(for:in:)``.
extension ShopPrices {
    /// The price of `product p` for the shop in its smallest order.
    ///
    /// The cast gives it the type of `p.price`: otherwise SQLite does not merge the two parts of a list by price.
    var ownPrice: SQL {
        """
        CAST(COALESCE((
            SELECT s.price FROM price_list_step s JOIN price_list l ON l.id = s.price_list_id
             WHERE s.product_id = p.id AND s.price_list_id \(in: lists) AND s.from_quantity <= \(Self.smallestOrder)
               AND (l.company_id IS NULL OR l.company_id = p.company_id)
             ORDER BY l.priority, l.id, s.from_quantity DESC LIMIT 1), p.price) AS bigint)
        """
    }

    /// The products named by the lists; all others have the catalogue's price.
    var listed: SQL {
        "SELECT s.product_id FROM price_list_step s WHERE s.price_list_id \(in: lists)"
    }

    private static let smallestOrder: SQL =
        "(p.minimum_quantity + COALESCE(p.pack_size, 1) - 1) / COALESCE(p.pack_size, 1) * COALESCE(p.pack_size, 1)"
}
