import Kernel
import Platform
import Store

/// Who orders: a shop in a zone that is delivered to, and where it wants the goods.
struct Buyer: Sendable {
    let account: ID<Account>
    let name: String
    let shopName: String?
    let customerGroup: String?
    let zone: ID<DeliveryZone>?
    let isZoneActive: Bool
    /// Whether something has been delivered to it already.
    let isEstablished: Bool
    let address: Address?

    /// With the address asked for, else with the default one; both nil where there is none.
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

    /// The zone that is delivered to; refused when there is none.
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

// swift-format-ignore
extension Problem.Code {
    static let noZone    = Self("distribution.no_zone", 409, ["en": "Your shop is in no zone that is delivered to.", "ar": "متجرك ليس في منطقة توصيل.", "ku": "دوکانەکەت لە هیچ ناوچەیەکی گەیاندندا نییە."])
    static let cartFull  = Self("distribution.cart_full", 409, ["en": "There are as many products in the cart as there may be.", "ar": "بلغت السلة الحد الأقصى من المنتجات.", "ku": "سەبەتەکە پڕە لە بەرهەم."])
    static let cartEmpty = Self("distribution.cart_empty", 409, ["en": "There is nothing in the cart.", "ar": "السلة فارغة.", "ku": "سەبەتەکە بەتاڵە."])
    static let totalChanged = Self("distribution.total_changed", 409, ["en": "The order costs something else than expected; look at the new sum.", "ar": "تغيّر مبلغ الطلب عن المتوقع؛ راجع المبلغ الجديد.", "ku": "نرخی داواکارییەکە گۆڕاوە؛ سەیری بڕی نوێ بکە."])
}
