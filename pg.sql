
CREATE TABLE member (account_id uuid PRIMARY KEY, x bigint) ;
CREATE TABLE product (id uuid PRIMARY KEY, sku text NOT NULL UNIQUE, company_id uuid, deleted_at timestamptz) ;
CREATE TABLE sales_order (id uuid PRIMARY KEY, customer_id uuid NOT NULL, status text, total bigint NOT NULL, placed_at timestamptz, delivered_at timestamptz) ;
CREATE TABLE sales_order_line (order_id uuid, product_id uuid, quantity bigint) ;
CREATE TABLE account (id uuid PRIMARY KEY) ;
INSERT INTO member VALUES ('00000000-0000-7000-8000-000000000001'::uuid,1),('00000000-0000-7000-8000-000000000002'::uuid,2);INSERT INTO product VALUES ('00000000-0000-7000-8000-000000000001'::uuid,'A',NULL,NULL),('00000000-0000-7000-8000-000000000002'::uuid,'B',NULL,to_timestamp(5));INSERT INTO sales_order VALUES ('00000000-0000-7000-8000-000000000000'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,'PENDING',10,to_timestamp(0),NULL);INSERT INTO sales_order VALUES ('00000000-0000-7000-8000-000000000001'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,'PENDING',20,to_timestamp(1),NULL);INSERT INTO sales_order VALUES ('00000000-0000-7000-8000-000000000002'::uuid,'00000000-0000-7000-8000-000000000002'::uuid,'DELIVERED',5,to_timestamp(2),to_timestamp(9));
            CREATE TABLE reference_number (
                id bigint PRIMARY KEY CHECK (id = 1),
                next bigint NOT NULL
            ) ;
            
        CREATE TABLE open_orders (
            customer_id uuid PRIMARY KEY REFERENCES member (account_id),
            orders bigint NOT NULL CHECK (orders >= 0),
            worth bigint NOT NULL CHECK (worth >= 0),
            most_orders bigint NOT NULL,
            most_worth bigint NOT NULL,
            CONSTRAINT open_orders_number CHECK (orders <= most_orders),
            CONSTRAINT open_orders_worth CHECK (worth <= most_worth)
        ) ;
        INSERT INTO open_orders (customer_id, orders, worth, most_orders, most_worth)
        SELECT o.customer_id, COUNT(*), SUM(o.total), COUNT(*), SUM(o.total)
          FROM sales_order o WHERE o.status = 'PENDING' GROUP BY o.customer_id;
        CREATE TABLE held_goods (
            customer_id uuid NOT NULL REFERENCES member (account_id),
            product_id uuid NOT NULL REFERENCES product (id),
            pieces bigint NOT NULL,
            supply bigint NOT NULL,
            always bigint NOT NULL,
            PRIMARY KEY (customer_id, product_id),
            CONSTRAINT held_goods_share CHECK (pieces <= always OR pieces * 2 <= supply)
        ) ;
        CREATE INDEX held_goods_product ON held_goods (product_id);
        ALTER TABLE member ADD COLUMN established_at timestamptz;
        UPDATE member SET established_at = (
            SELECT MIN(o.delivered_at) FROM sales_order o WHERE o.customer_id = member.account_id);
        ALTER TABLE open_orders SET (fillfactor = 50);
        
        ALTER TABLE sales_order ADD COLUMN number bigint NOT NULL DEFAULT 0;
        UPDATE sales_order
           SET number = n.place - 1 + COALESCE((SELECT s.next FROM reference_number s), 1)
          FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY placed_at, id) AS place FROM sales_order) n
         WHERE n.id = sales_order.id;
        INSERT INTO reference_number (id, next)
        SELECT 1, t.total + 1 FROM (SELECT COUNT(*) AS total FROM sales_order) t WHERE t.total > 0
        ON CONFLICT (id) DO UPDATE SET next = reference_number.next + excluded.next - 1;
        -- 0 is for rows that no server wrote.
        CREATE UNIQUE INDEX sales_order_number ON sales_order (number) WHERE number > 0;
        
        ALTER TABLE product ADD COLUMN deleted_sku text;
        UPDATE product SET deleted_sku = sku, sku = 'deleted:' || id::text WHERE deleted_at IS NOT NULL;
        CREATE INDEX product_deleted ON product (company_id, id) WHERE deleted_at IS NOT NULL;
        
        CREATE TABLE notice_bundle (
            account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            template text NOT NULL,
            about_kind text NOT NULL,
            about_id uuid NOT NULL,
            delivery_id uuid NOT NULL,
            last_at timestamptz NOT NULL,
            PRIMARY KEY (account_id, template, about_kind, about_id)
        ) ;
        CREATE INDEX notice_bundle_last_at ON notice_bundle (last_at);
        
            CREATE TABLE quota_use (
                id uuid PRIMARY KEY,
                quota text NOT NULL,
                account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                subject_id uuid,
                amount bigint NOT NULL CHECK (amount > 0),
                at timestamptz NOT NULL
            ) ;
            CREATE INDEX quota_use_account ON quota_use (account_id, quota, at);
            CREATE INDEX quota_use_at ON quota_use (at);
            SELECT * FROM open_orders ORDER BY 1; SELECT number FROM sales_order ORDER BY placed_at; SELECT * FROM reference_number; SELECT account_id, established_at FROM member ORDER BY 1; SELECT sku, deleted_sku FROM product ORDER BY 1;
INSERT INTO open_orders AS t (customer_id, orders, worth, most_orders, most_worth) VALUES ('00000000-0000-7000-8000-000000000001'::uuid,1,7,3,100) ON CONFLICT (customer_id) DO UPDATE SET orders = t.orders + excluded.orders, worth = t.worth + excluded.worth, most_orders = excluded.most_orders, most_worth = excluded.most_worth;
INSERT INTO open_orders AS t (customer_id, orders, worth, most_orders, most_worth) VALUES ('00000000-0000-7000-8000-000000000001'::uuid,1,7,3,100) ON CONFLICT (customer_id) DO UPDATE SET orders = t.orders + excluded.orders, worth = t.worth + excluded.worth, most_orders = excluded.most_orders, most_worth = excluded.most_worth;
INSERT INTO held_goods AS t (customer_id, product_id, pieces, supply, always) VALUES ('00000000-0000-7000-8000-000000000001'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,30,100,48) ON CONFLICT (customer_id, product_id) DO UPDATE SET pieces = t.pieces + excluded.pieces, supply = t.pieces + excluded.supply, always = excluded.always;
INSERT INTO held_goods AS t (customer_id, product_id, pieces, supply, always) VALUES ('00000000-0000-7000-8000-000000000001'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,30,100,48) ON CONFLICT (customer_id, product_id) DO UPDATE SET pieces = t.pieces + excluded.pieces, supply = t.pieces + excluded.supply, always = excluded.always;
INSERT INTO held_goods AS t (customer_id, product_id, pieces, supply, always) VALUES ('00000000-0000-7000-8000-000000000001'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,30,70,48) ON CONFLICT (customer_id, product_id) DO UPDATE SET pieces = t.pieces + excluded.pieces, supply = t.pieces + excluded.supply, always = excluded.always;
SELECT * FROM held_goods;
INSERT INTO sales_order_line VALUES ('00000000-0000-7000-8000-000000000000'::uuid,'00000000-0000-7000-8000-000000000001'::uuid,30);
UPDATE held_goods SET pieces = pieces - (SELECT CAST(SUM(l.quantity) AS bigint) FROM sales_order_line l WHERE l.order_id = '00000000-0000-7000-8000-000000000000'::uuid AND l.product_id = held_goods.product_id) WHERE customer_id = '00000000-0000-7000-8000-000000000001'::uuid AND product_id IN (SELECT l.product_id FROM sales_order_line l WHERE l.order_id = '00000000-0000-7000-8000-000000000000'::uuid);
SELECT * FROM held_goods;
DELETE FROM held_goods WHERE customer_id = '00000000-0000-7000-8000-000000000001'::uuid AND pieces <= 0;
UPDATE open_orders SET orders = CASE WHEN orders > 1 THEN orders - 1 ELSE 0 END, worth = CASE WHEN worth > 7 THEN worth - 7 ELSE 0 END WHERE customer_id = '00000000-0000-7000-8000-000000000001'::uuid;
SELECT * FROM open_orders ORDER BY 1;
UPDATE reference_number SET next = next + 1024 WHERE id = 1 RETURNING next;
SELECT CAST(COALESCE(SUM(1), 0) AS bigint), MIN(q.at) FROM quota_use q WHERE q.account_id = '00000000-0000-7000-8000-000000000001'::uuid AND q.quota = 'x' AND q.at > to_timestamp(1);