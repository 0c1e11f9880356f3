import Kernel
import Platform
import Store

/// The buyer of an order: a shop with its delivery zone and delivery address.
struct Buyer: Sendable {
    let account: ID<Account>
    let name: String
    let shopName: String?
    let customerGroup: String?
    let zone: ID<DeliveryZone>?
    let isZoneActive: Bool
    /// Whether the shop has received a delivery before.
    let isEstablished: Bool
    /// The requested address, otherwise the default one; nil when there is none.
    let address: Address?

    /// The buyer with the requested address, or else with the default one; `address` is nil when there is none.
    static func find(
        _ account: ID<Account>,
        to address: ID<Address>?,
        _ tx: borrowing Tx
    ) throws -> Buyer {
        let wanted: SQL = address.map { "d.id = \($0)" } ?? "d.is_default"
        let buyer: Buyer? = try tx.first(
            """
            SELECT \(columns)
              FROM member m LEFT JOIN delivery_zone z ON z.id = m.zone_id
              LEFT JOIN address d ON d.account_id = m.account_id AND \(wanted)
             WHERE m.account_id = \(account)
            """
        )
        guard let buyer else { throw Problem(.noZone) }
        return buyer
    }

    /// The active delivery zone of the shop; refused when there is none.
    var deliveryZone: ID<DeliveryZone> {
        get throws(Problem) {
            guard let zone, isZoneActive else { throw Problem(.noZone) }
            return zone
        }
    }
}

extension Buyer: Record {
    static let columns: SQL =
        """
        m.account_id, m.name, m.shop_name, m.customer_group, m.zone_id, COALESCE(z.is_active, FALSE),
        m.established_at IS NOT NULL, d.id IS NOT NULL, \(Address.columns)
        """

    init(_ row: inout Row) throws {
        account = try row.next()
        name = try row.next()
        shopName = try row.next()
        customerGroup = try row.next()
        zone = try row.next()
        isZoneActive = try row.next()
        isEstablished = try row.next()
        address = try row.next(Bool.self) ? try Address(&row) : nil
    }
}
