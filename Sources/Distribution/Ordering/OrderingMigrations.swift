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
    // Stock changes all the time and is in no index: with free space on its page a row's new version stays on that page
    // (a HOT update), and the indexes that other orders are reading are not touched.
    Migration(
        id: "distribution/401-room-for-stock",
        """
        --pg
        ALTER TABLE product SET (fillfactor = 70);
        --all
        """
    ),
    // An index with a condition on the stock itself would still be touched, so the condition is on columns that rarely
    // change.
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
    // Reports start from the orders of a period, never from a product; each order line had to write to this index.
    Migration(
        id: "distribution/403-lines-by-order",
        """
        DROP INDEX sales_order_line_product;
        """
    ),
    // Counts of unconfirmed orders; a shop that has received a delivery is not new.
    Migration(
        id: "distribution/404-open-orders",
        """
        CREATE TABLE open_orders (
            customer_id {id} PRIMARY KEY REFERENCES member (account_id),
            orders {int} NOT NULL CHECK (orders >= 0),
            worth {int} NOT NULL CHECK (worth >= 0),
            most_orders {int} NOT NULL,
            most_worth {int} NOT NULL,
            CONSTRAINT open_orders_number CHECK (orders <= most_orders),
            CONSTRAINT open_orders_worth CHECK (worth <= most_worth)
        ) {strict};
        INSERT INTO open_orders (customer_id, orders, worth, most_orders, most_worth)
        SELECT o.customer_id, COUNT(*), SUM(o.total), COUNT(*), SUM(o.total)
          FROM sales_order o WHERE o.status = 'PENDING' GROUP BY o.customer_id;
        CREATE TABLE held_goods (
            customer_id {id} NOT NULL REFERENCES member (account_id),
            product_id {id} NOT NULL REFERENCES product (id),
            pieces {int} NOT NULL,
            supply {int} NOT NULL,
            always {int} NOT NULL,
            PRIMARY KEY (customer_id, product_id),
            CONSTRAINT held_goods_share CHECK (pieces <= always OR pieces * 2 <= supply)
        ) {strict};
        CREATE INDEX held_goods_product ON held_goods (product_id);
        ALTER TABLE member ADD COLUMN established_at {instant};
        UPDATE member SET established_at = (
            SELECT MIN(o.delivered_at) FROM sales_order o WHERE o.customer_id = member.account_id);
        --pg
        ALTER TABLE open_orders SET (fillfactor = 50);
        --all
        """
    ),
    // Order numbers to read out on the telephone: see Platform/References.
    Migration(
        id: "distribution/405-order-numbers",
        """
        ALTER TABLE sales_order ADD COLUMN number {int} NOT NULL DEFAULT 0;
        UPDATE sales_order
           SET number = n.place - 1 + COALESCE((SELECT s.next FROM reference_number s), 1)
          FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY placed_at, id) AS place FROM sales_order) n
         WHERE n.id = sales_order.id;
        INSERT INTO reference_number (id, next)
        SELECT 1, t.total + 1 FROM (SELECT COUNT(*) AS total FROM sales_order) t WHERE t.total > 0
        ON CONFLICT (id) DO UPDATE SET next = reference_number.next + excluded.next - 1;
        -- 0 is for rows that no server wrote.
        CREATE UNIQUE INDEX sales_order_number ON sales_order (number) WHERE number > 0;
        """
    ),
]
