import Store

let orderingMigrations = [
    Migration(
        id: "distribution/400-ordering",
        """
        CREATE TABLE address (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            label {text},
            recipient {text} NOT NULL,
            phone {text},
            city {text} NOT NULL,
            street {text} NOT NULL,
            landmark {text},
            location {json},
            is_default {bool} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX address_account ON address (account_id, created_at, id);
        CREATE UNIQUE INDEX address_default ON address (account_id) WHERE is_default;

        CREATE TABLE cart_item (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            product_id {id} NOT NULL REFERENCES product (id),
            quantity {int} NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
            added_at {instant} NOT NULL,
            UNIQUE (account_id, product_id)
        ) {strict};
        CREATE INDEX cart_item_product ON cart_item (product_id);
        """
    ),
    // Stock changes all the time and is in no index: with room on its page a new version of a row stays beside the old
    // one, and no index is touched, which other orders are reading.
    Migration(
        id: "distribution/401-room-for-stock",
        """
        --pg
        ALTER TABLE product SET (fillfactor = 70);
        --all
        """
    ),
    // An index with a condition on the stock would be touched all the same: its condition is on what hardly ever changes.
    Migration(
        id: "distribution/402-stock-states",
        """
        DROP INDEX product_out;
        DROP INDEX product_low;
        --pg
        ALTER TABLE product
            ADD COLUMN is_out boolean GENERATED ALWAYS AS (stock = 0) STORED,
            ADD COLUMN is_low boolean GENERATED ALWAYS AS (stock > 0 AND stock <= low_stock_threshold) STORED;
        --sqlite
        ALTER TABLE product ADD COLUMN is_out INTEGER GENERATED ALWAYS AS (stock = 0) VIRTUAL;
        ALTER TABLE product ADD COLUMN is_low INTEGER
            GENERATED ALWAYS AS (stock > 0 AND stock <= low_stock_threshold) VIRTUAL;
        --all
        CREATE INDEX product_out ON product (company_id, id) WHERE is_out;
        CREATE INDEX product_low ON product (company_id, id) WHERE is_low;
        """
    ),
    // Reports begin with the orders of a period, never with a product; each line of an order touched a page of this.
    Migration(
        id: "distribution/403-lines-by-order",
        """
        DROP INDEX sales_order_line_product;
        """
    ),
]
