import Kernel
import Platform
import Store

/// Delivery addresses are useful for complaints, but are not part of the books.
let orderAddressRetention = Retention(
    "order_addresses",
    [
        "en": "Delivery addresses of orders", "ar": "عناوين توصيل الطلبات",
        "ku": "ناونیشانەکانی گەیاندنی داواکارییەکان",
    ],
    keep: .years(2),
    from: ["en": "the end of the order", "ar": "انتهاء الطلب", "ku": "کۆتایی داواکارییەکە"],
    then: .anonymise,
    basis: bookkeeping,
    key: "o.id",
    account: "o.customer_id",
    due: { before in
        """
        sales_order o WHERE (o.delivered_at < \(before) OR o.cancelled_at < \(before))
           AND o.address <> \(json: OrderAddress.erased)
        """
    },
    steps: { ids in
        [
            """
            UPDATE sales_order SET address = \(json: OrderAddress.erased), note = NULL WHERE id \(in: ids)
            """
        ]
    }
)

/// After ten years an order is anonymous: its amounts stay, its customer does not.
///
/// It then belongs to an account without an owner, which looks like a deleted one.
let orderRetention = Retention(
    "orders",
    ["en": "Customers of orders", "ar": "عملاء الطلبات", "ku": "کڕیارانی داواکارییەکان"],
    keep: .years(10),
    from: ["en": "the day of the order", "ar": "يوم الطلب", "ku": "ڕۆژی داواکارییەکە"],
    then: .anonymise,
    basis: bookkeeping,
    key: "o.id",
    account: "o.customer_id",
    due: { before in "sales_order o WHERE o.placed_at < \(before) AND o.customer_id <> \(Nobody.id)" },
    steps: { orders in
        Nobody.steps + [
            """
            UPDATE stock_movement SET by_account = NULL
             WHERE order_id \(in: orders)
               AND by_account = (SELECT o.customer_id FROM sales_order o WHERE o.id = stock_movement.order_id)
            """,
            """
            UPDATE history SET reason = NULL WHERE subject_kind = \(Order.kind) AND subject_id \(in: orders)
            """,
            """
            UPDATE history SET actor_id = NULL
             WHERE subject_kind = \(Order.kind) AND subject_id \(in: orders)
               AND actor_id = (SELECT o.customer_id FROM sales_order o WHERE o.id = history.subject_id)
            """,
            """
            UPDATE promotion_use SET customer_id = \(Nobody.id)
             WHERE checkout_id IN (SELECT o.checkout_id FROM sales_order o WHERE o.id \(in: orders))
            """,
            """
            UPDATE sales_order
               SET customer_id = \(Nobody.id), address = \(json: OrderAddress.erased), note = NULL, status_reason = NULL
             WHERE id \(in: orders)
            """,
        ]
    }
)

/// The account that owns the anonymised orders.
enum Nobody {
    /// A UUID of version 7 for the first instant of the epoch, which no account can have.
    static let id = ID<Account>(raw: 0x7000_8000_0000_0000_0000)

    fileprivate static let steps: [SQL] = [
        """
        INSERT INTO account (id, email, role, state, locale, created_at, password_changed_at, version)
        VALUES (\(id), \("\(id)@erased.invalid"), \(Role.shopOwner.name), 'deleted', 'ar', \(Instant(seconds: 0)),
                \(Instant(seconds: 0)), 1)
        ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO member (account_id, name, created_at, updated_at, version)
        VALUES (\(id), '-', \(Instant(seconds: 0)), \(Instant(seconds: 0)), 1)
        ON CONFLICT DO NOTHING
        """,
    ]
}
