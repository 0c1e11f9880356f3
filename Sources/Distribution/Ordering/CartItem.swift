import Kernel
import Platform
import Store

/// A quantity of a product in an account's cart; each account has one cart, and each product is in it once.
struct CartItem: Sendable {
    let id: ID<CartItem>
    let account: ID<Account>
    let product: ID<Product>
    let quantity: Int
    let addedAt: Instant

    var requested: RequestedLine {
        RequestedLine(product: product, quantity: quantity, pointer: "cart/items/\(id)")
    }
}

extension CartItem: Scoped {
    static let visibility = Visibility(own: "i.account_id")

    static func find(_ id: ID<CartItem>, within scope: Scope, _ tx: borrowing Tx) throws -> CartItem {
        try tx.one("SELECT \(columns) FROM cart_item i WHERE i.id = \(id) AND \(visible(to: scope))")
    }

    /// The items in the order in which they were added.
    static func list(of account: ID<Account>, _ tx: borrowing Tx) throws -> [CartItem] {
        try tx.all(
            "SELECT \(columns) FROM cart_item i WHERE i.account_id = \(account) ORDER BY i.added_at, i.id"
        )
    }

    /// Adds a quantity of a product to the cart.
    static func add(
        _ quantity: Int,
        of product: ID<Product>,
        for account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> CartItem {
        let items = try list(of: account, tx)
        guard let item = items.first(where: { $0.product == product }) else {
            guard items.count < RequestedLine.maximumProducts else { throw Problem(.cartFull) }
            return try insert(quantity, of: product, for: account, tx)
        }
        let sum = item.quantity + quantity
        guard sum <= RequestedLine.maximumQuantity else {
            throw Problem(
                .invalid,
                faults: [Problem.Fault("/quantity", Refusal(.outOfRange(RequestedLine.Quantity.range)))]
            )
        }
        return try item.changed(to: sum, tx)
    }

    static func insert(
        _ quantity: Int,
        of product: ID<Product>,
        for account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> CartItem {
        let id = tx.newID(of: CartItem.self)
        let inserted = try tx.execute(
            """
            INSERT INTO cart_item (id, account_id, product_id, quantity, added_at)
            VALUES (\(id), \(account), \(product), \(quantity), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.conflict) }
        return CartItem(id: id, account: account, product: product, quantity: quantity, addedAt: tx.now)
    }

    func changed(to quantity: Int, _ tx: borrowing Tx) throws -> CartItem {
        try tx.execute("UPDATE cart_item SET quantity = \(quantity) WHERE id = \(id)")
        return CartItem(id: id, account: account, product: product, quantity: quantity, addedAt: addedAt)
    }

    func delete(_ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM cart_item WHERE id = \(id)")
    }

    static func clear(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM cart_item WHERE account_id = \(account)")
    }
}

extension CartItem: Record {
    static let columns: SQL = "i.id, i.account_id, i.product_id, i.quantity, i.added_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        product = try row.next()
        quantity = try row.next()
        addedAt = try row.next()
    }
}
