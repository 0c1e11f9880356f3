import Store

/// Promotions with the number of their uses, and price lists with their steps.
let pricingTables = Migration(
    id: "distribution/301-pricing",
    """
    CREATE TABLE promotion (
        id {id} PRIMARY KEY,
        name {json} NOT NULL,
        description {json},
        kind {text} NOT NULL CHECK (kind IN ('percentage', 'fixed', 'buy_x_get_y', 'bundle')),
        percentage {int} CHECK (percentage BETWEEN 1 AND 10000),
        amount {int} CHECK (amount > 0),
        buy_quantity {int} CHECK (buy_quantity > 0),
        get_quantity {int} CHECK (get_quantity > 0),
        gifts {json} NOT NULL,
        bundle {json} NOT NULL,
        bundle_price {int} CHECK (bundle_price >= 0),
        products {json} NOT NULL,
        categories {json} NOT NULL,
        companies {json} NOT NULL,
        zones {json} NOT NULL,
        minimum_amount {int} CHECK (minimum_amount > 0),
        maximum_discount {int} CHECK (maximum_discount > 0),
        usage_limit {int} CHECK (usage_limit > 0),
        usage_limit_per_customer {int} CHECK (usage_limit_per_customer > 0),
        priority {int} NOT NULL,
        is_stackable {bool} NOT NULL,
        is_active {bool} NOT NULL,
        starts_at {instant} NOT NULL,
        ends_at {instant},
        deleted_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK (ends_at > starts_at),
        CHECK (CASE kind WHEN 'percentage' THEN percentage IS NOT NULL
                         WHEN 'fixed' THEN amount IS NOT NULL
                         WHEN 'buy_x_get_y' THEN buy_quantity IS NOT NULL AND get_quantity IS NOT NULL
                         ELSE bundle_price IS NOT NULL END)
    ) {strict};
    CREATE INDEX promotion_order ON promotion (priority, id);

    CREATE TABLE promotion_count (
        promotion_id {id} PRIMARY KEY REFERENCES promotion (id) ON DELETE CASCADE,
        used {int} NOT NULL CHECK (used >= 0)
    ) {strict};

    CREATE TABLE promotion_use (
        id {id} NOT NULL UNIQUE,
        checkout_id {id} NOT NULL,
        promotion_id {id} NOT NULL REFERENCES promotion (id),
        customer_id {id} NOT NULL REFERENCES member (account_id),
        discount {int} NOT NULL CHECK (discount >= 0),
        companies {json} NOT NULL,
        used_at {instant} NOT NULL,
        released_at {instant},
        PRIMARY KEY (checkout_id, promotion_id)
    ) {strict};
    CREATE INDEX promotion_use_customer ON promotion_use (customer_id, promotion_id);
    CREATE INDEX promotion_use_promotion ON promotion_use (promotion_id, used_at);

    CREATE TABLE price_list (
        id {id} PRIMARY KEY,
        name {json} NOT NULL,
        company_id {id} REFERENCES company (id),
        zone_id {id} REFERENCES delivery_zone (id),
        customer_group {text},
        priority {int} NOT NULL,
        is_active {bool} NOT NULL,
        starts_at {instant} NOT NULL,
        ends_at {instant},
        deleted_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK (ends_at > starts_at)
    ) {strict};
    CREATE INDEX price_list_order ON price_list (priority, id);

    CREATE TABLE price_list_step (
        price_list_id {id} NOT NULL REFERENCES price_list (id) ON DELETE CASCADE,
        product_id {id} NOT NULL REFERENCES product (id),
        from_quantity {int} NOT NULL CHECK (from_quantity > 0),
        price {int} NOT NULL CHECK (price >= 0),
        PRIMARY KEY (price_list_id, product_id, from_quantity)
    ) {strict};
    CREATE INDEX price_list_step_product ON price_list_step (product_id, price_list_id);
    """
)
