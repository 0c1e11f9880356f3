import Platform
import Store

extension Feature {
    static let coreTables = Feature(migrations: [tables])
}

/// The tables that several features share: members, catalogue, orders and stock movements.
private let tables = Migration(
    id: "distribution/001-core",
    """
    CREATE TABLE delivery_zone (
        id {id} PRIMARY KEY,
        name {json} NOT NULL,
        delivery_fee {int} NOT NULL CHECK (delivery_fee >= 0),
        free_delivery_from {int} CHECK (free_delivery_from >= 0),
        is_active {bool} NOT NULL,
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};

    CREATE TABLE company (
        id {id} PRIMARY KEY,
        name {json} NOT NULL,
        description {json},
        phone {text},
        email {text},
        address {text},
        commission {int} NOT NULL CHECK (commission BETWEEN 0 AND 10000),
        is_active {bool} NOT NULL,
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX company_created ON company (created_at, id);

    CREATE TABLE company_zone (
        company_id {id} NOT NULL REFERENCES company (id),
        zone_id {id} NOT NULL REFERENCES delivery_zone (id),
        delivery_fee {int} CHECK (delivery_fee >= 0),
        free_delivery_from {int} CHECK (free_delivery_from >= 0),
        PRIMARY KEY (company_id, zone_id)
    ) {strict};
    CREATE INDEX company_zone_zone ON company_zone (zone_id);

    CREATE TABLE member (
        account_id {id} PRIMARY KEY REFERENCES account (id),
        name {text} NOT NULL,
        shop_name {text},
        zone_id {id} REFERENCES delivery_zone (id),
        company_id {id} REFERENCES company (id),
        customer_group {text},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX member_zone ON member (zone_id, created_at, account_id);
    CREATE INDEX member_company ON member (company_id, created_at, account_id);

    CREATE TABLE admin_zone (
        account_id {id} NOT NULL REFERENCES member (account_id) ON DELETE CASCADE,
        zone_id {id} NOT NULL REFERENCES delivery_zone (id),
        PRIMARY KEY (account_id, zone_id)
    ) {strict};
    CREATE INDEX admin_zone_zone ON admin_zone (zone_id);

    CREATE TABLE category (
        id {id} PRIMARY KEY,
        parent_id {id} REFERENCES category (id),
        name {json} NOT NULL,
        position {int} NOT NULL,
        is_active {bool} NOT NULL,
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX category_parent ON category (parent_id, position, id);

    CREATE TABLE product (
        id {id} PRIMARY KEY,
        sku {text} NOT NULL UNIQUE,
        company_id {id} NOT NULL REFERENCES company (id),
        category_id {id} NOT NULL REFERENCES category (id),
        name {json} NOT NULL,
        description {json},
        search_text {text} NOT NULL,
        sort_name {text} NOT NULL,
        price {int} NOT NULL CHECK (price > 0),
        pack_size {int} CHECK (pack_size > 0),
        minimum_quantity {int} NOT NULL CHECK (minimum_quantity > 0),
        stock {int} NOT NULL CHECK (stock >= 0),
        low_stock_threshold {int} NOT NULL CHECK (low_stock_threshold >= 0),
        is_active {bool} NOT NULL,
        deleted_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX product_newest ON product (created_at, id);
    CREATE INDEX product_price ON product (price, id);
    CREATE INDEX product_sort_name ON product (sort_name, id);
    CREATE INDEX product_company ON product (company_id, created_at, id);
    CREATE INDEX product_category ON product (category_id, created_at, id);

    CREATE TABLE product_zone (
        product_id {id} NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        zone_id {id} NOT NULL REFERENCES delivery_zone (id),
        PRIMARY KEY (product_id, zone_id)
    ) {strict};
    CREATE INDEX product_zone_zone ON product_zone (zone_id);

    CREATE TABLE sales_order (
        id {id} PRIMARY KEY,
        checkout_id {id} NOT NULL,
        customer_id {id} NOT NULL REFERENCES member (account_id),
        company_id {id} NOT NULL REFERENCES company (id),
        zone_id {id} NOT NULL REFERENCES delivery_zone (id),
        status {text} NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
        status_reason {text},
        address {json} NOT NULL,
        note {text},
        subtotal {int} NOT NULL CHECK (subtotal >= 0),
        discount {int} NOT NULL CHECK (discount >= 0),
        delivery_fee {int} NOT NULL CHECK (delivery_fee >= 0),
        total {int} NOT NULL CHECK (total = subtotal - discount + delivery_fee),
        commission {int} NOT NULL CHECK (commission >= 0),
        placed_at {instant} NOT NULL,
        confirmed_at {instant},
        shipped_at {instant},
        delivered_at {instant},
        cancelled_at {instant},
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX sales_order_customer ON sales_order (customer_id, placed_at, id);
    CREATE INDEX sales_order_company ON sales_order (company_id, placed_at, id);
    CREATE INDEX sales_order_zone ON sales_order (zone_id, placed_at, id);
    CREATE INDEX sales_order_newest ON sales_order (placed_at, id);
    CREATE INDEX sales_order_checkout ON sales_order (checkout_id);
    CREATE INDEX sales_order_delivered ON sales_order (company_id, delivered_at, id) WHERE delivered_at IS NOT NULL;

    CREATE TABLE sales_order_line (
        order_id {id} NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
        position {int} NOT NULL,
        product_id {id} NOT NULL REFERENCES product (id),
        sku {text} NOT NULL,
        name {json} NOT NULL,
        quantity {int} NOT NULL CHECK (quantity > 0),
        unit_price {int} NOT NULL CHECK (unit_price >= 0),
        subtotal {int} NOT NULL CHECK (subtotal = unit_price * quantity),
        discount {int} NOT NULL CHECK (discount >= 0 AND discount <= subtotal),
        total {int} NOT NULL CHECK (total = subtotal - discount),
        commission_rate {int} NOT NULL CHECK (commission_rate BETWEEN 0 AND 10000),
        commission {int} NOT NULL CHECK (commission >= 0),
        pricing {json} NOT NULL,
        PRIMARY KEY (order_id, position)
    ) {strict};
    CREATE INDEX sales_order_line_product ON sales_order_line (product_id, order_id);

    CREATE TABLE stock_movement (
        id {id} PRIMARY KEY,
        product_id {id} NOT NULL REFERENCES product (id),
        kind {text} NOT NULL CHECK (kind IN ('sale', 'cancel', 'restock', 'correction', 'damage')),
        quantity {int} NOT NULL CHECK (quantity <> 0),
        stock_after {int} NOT NULL CHECK (stock_after >= 0),
        reason {text},
        order_id {id} REFERENCES sales_order (id),
        by_account {id},
        at {instant} NOT NULL
    ) {strict};
    CREATE INDEX stock_movement_product ON stock_movement (product_id, at, id);
    CREATE INDEX stock_movement_newest ON stock_movement (at, id);
    """
)
