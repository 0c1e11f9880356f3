import Store

/// A delivered order can be returned in any number of parts; the order and its lines keep the totals.
///
/// SQLite cannot drop a constraint: the entries are copied, and the tables that refer to them first.
let returnMigrations = [
    Migration(
        id: "distribution/710-returns",
        """
        --pg
        ALTER TABLE company_entry DROP CONSTRAINT company_entry_order_id_kind_key;
        --sqlite
        CREATE TABLE reversed_line_next (order_id {id} NOT NULL, position {int} NOT NULL, entry_id {id} NOT NULL) {strict};
        INSERT INTO reversed_line_next SELECT order_id, position, entry_id FROM reversed_line;
        DROP TABLE reversed_line;
        ALTER TABLE reversed_line_next RENAME TO reversed_line;

        CREATE TABLE company_entry_next (
            id {id} PRIMARY KEY,
            company_id {id} NOT NULL REFERENCES company (id),
            kind {text} NOT NULL CHECK (kind IN ('order', 'reversal', 'payout', 'payout_return')),
            order_id {id} REFERENCES sales_order (id),
            payout_id {id} REFERENCES payout (id),
            goods {int} NOT NULL,
            commission {int} NOT NULL,
            delivery_fee {int} NOT NULL,
            amount {int} NOT NULL,
            reason {text},
            at {instant} NOT NULL,
            UNIQUE (payout_id, kind),
            CHECK ((kind IN ('order', 'reversal')) = (order_id IS NOT NULL)),
            CHECK ((kind IN ('payout', 'payout_return')) = (payout_id IS NOT NULL)),
            CHECK (order_id IS NULL OR amount = goods - commission),
            CHECK (kind <> 'order' OR amount >= 0),
            CHECK (kind <> 'reversal' OR amount <= 0),
            CHECK (kind <> 'payout' OR amount < 0),
            CHECK (kind <> 'payout_return' OR amount > 0)
        ) {strict};
        INSERT INTO company_entry_next
        SELECT id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at FROM company_entry;
        CREATE TABLE payout_entry_next (
            payout_id {id} NOT NULL REFERENCES payout (id),
            entry_id {id} NOT NULL REFERENCES company_entry_next (id),
            released_at {instant},
            PRIMARY KEY (payout_id, entry_id)
        ) {strict};
        INSERT INTO payout_entry_next SELECT payout_id, entry_id, released_at FROM payout_entry;
        CREATE TABLE settlement_entry_next (
            entry_id {id} PRIMARY KEY REFERENCES company_entry_next (id),
            settlement_id {id} NOT NULL REFERENCES settlement (id)
        ) {strict};
        INSERT INTO settlement_entry_next SELECT entry_id, settlement_id FROM settlement_entry;
        DROP TABLE payout_entry;
        DROP TABLE settlement_entry;
        DROP TABLE company_entry;
        ALTER TABLE company_entry_next RENAME TO company_entry;
        ALTER TABLE payout_entry_next RENAME TO payout_entry;
        ALTER TABLE settlement_entry_next RENAME TO settlement_entry;

        CREATE INDEX company_entry_company ON company_entry (company_id, at, id);
        CREATE INDEX company_entry_reversal ON company_entry (company_id) WHERE kind = 'reversal';
        CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;
        CREATE INDEX settlement_entry_settlement ON settlement_entry (settlement_id);
        CREATE TRIGGER company_entry_no_update BEFORE UPDATE ON company_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER company_entry_no_delete BEFORE DELETE ON company_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_update BEFORE UPDATE OF payout_id, entry_id ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_delete BEFORE DELETE ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_entry_no_update BEFORE UPDATE ON settlement_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_entry_no_delete BEFORE DELETE ON settlement_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        --all
        CREATE UNIQUE INDEX company_entry_delivered ON company_entry (order_id) WHERE kind = 'order';
        CREATE INDEX company_entry_order ON company_entry (order_id, at, id) WHERE order_id IS NOT NULL;

        ALTER TABLE sales_order ADD COLUMN returned_goods {int} NOT NULL DEFAULT 0
            CHECK (returned_goods >= 0 AND returned_goods <= subtotal - discount);
        ALTER TABLE sales_order ADD COLUMN returned_fee {int} NOT NULL DEFAULT 0
            CHECK (returned_fee >= 0 AND returned_fee <= delivery_fee);
        ALTER TABLE sales_order ADD COLUMN returned_commission {int} NOT NULL DEFAULT 0
            CHECK (returned_commission >= 0 AND returned_commission <= commission);
        ALTER TABLE sales_order_line ADD COLUMN returned_quantity {int} NOT NULL DEFAULT 0
            CHECK (returned_quantity >= 0 AND returned_quantity <= quantity);
        ALTER TABLE sales_order_line ADD COLUMN returned {int} NOT NULL DEFAULT 0
            CHECK (returned >= 0 AND returned <= total);

        CREATE TABLE returned_line (
            entry_id {id} NOT NULL REFERENCES company_entry (id),
            order_id {id} NOT NULL,
            position {int} NOT NULL,
            quantity {int} NOT NULL CHECK (quantity > 0),
            goods {int} NOT NULL CHECK (goods >= 0),
            commission {int} NOT NULL CHECK (commission >= 0),
            is_restocked {bool} NOT NULL,
            PRIMARY KEY (entry_id, position),
            FOREIGN KEY (order_id, position) REFERENCES sales_order_line (order_id, position)
        ) {strict};
        CREATE INDEX returned_line_order ON returned_line (order_id, position);

        INSERT INTO returned_line (entry_id, order_id, position, quantity, goods, commission, is_restocked)
        SELECT e.id, e.order_id, l.position, l.quantity, l.total, l.commission, FALSE
          FROM company_entry e JOIN sales_order_line l ON l.order_id = e.order_id
         WHERE e.kind = 'reversal'
           AND (NOT EXISTS (SELECT 1 FROM reversed_line r WHERE r.entry_id = e.id)
                OR EXISTS (SELECT 1 FROM reversed_line r WHERE r.entry_id = e.id AND r.position = l.position));
        UPDATE sales_order_line SET returned_quantity = quantity, returned = total
         WHERE EXISTS (SELECT 1 FROM returned_line r
                        WHERE r.order_id = sales_order_line.order_id AND r.position = sales_order_line.position);
        UPDATE sales_order
           SET returned_goods = (SELECT -e.goods FROM company_entry e WHERE e.order_id = sales_order.id AND e.kind = 'reversal'),
               returned_fee = (SELECT -e.delivery_fee FROM company_entry e WHERE e.order_id = sales_order.id AND e.kind = 'reversal'),
               returned_commission = (SELECT -e.commission FROM company_entry e WHERE e.order_id = sales_order.id AND e.kind = 'reversal')
         WHERE EXISTS (SELECT 1 FROM company_entry e WHERE e.order_id = sales_order.id AND e.kind = 'reversal');
        DROP TABLE reversed_line;

        --pg
        CREATE TRIGGER returned_line_append_only BEFORE UPDATE OR DELETE ON returned_line
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        --sqlite
        CREATE TRIGGER returned_line_no_update BEFORE UPDATE ON returned_line
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER returned_line_no_delete BEFORE DELETE ON returned_line
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        --all
        """
    )
]
