import Store

/// Debts to companies, payouts and settlements; entries and sets of entries are append-only.
let payoutMigrations: [Migration] = [
    Migration(
        id: "distribution/501-settling",
        """
        CREATE TABLE settling_counter (
            series {text} PRIMARY KEY,
            last {int} NOT NULL CHECK (last > 0)
        ) {strict};

        CREATE TABLE payout (
            id {id} PRIMARY KEY,
            number {int} NOT NULL UNIQUE,
            company_id {id} NOT NULL REFERENCES company (id),
            from_date {date} NOT NULL,
            to_date {date} NOT NULL,
            orders {int} NOT NULL CHECK (orders >= 0),
            amount {int} NOT NULL CHECK (amount > 0),
            status {text} NOT NULL CHECK (status IN ('pending', 'approved', 'paid', 'failed', 'cancelled', 'returned')),
            status_reason {text},
            reference {text},
            created_at {instant} NOT NULL,
            paid_at {instant},
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (from_date <= to_date)
        ) {strict};
        CREATE INDEX payout_company ON payout (company_id, number);

        CREATE TABLE company_entry (
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
            UNIQUE (order_id, kind),
            UNIQUE (payout_id, kind),
            CHECK ((kind IN ('order', 'reversal')) = (order_id IS NOT NULL)),
            CHECK ((kind IN ('payout', 'payout_return')) = (payout_id IS NOT NULL)),
            CHECK (order_id IS NULL OR amount = goods - commission),
            CHECK (kind <> 'order' OR amount >= 0),
            CHECK (kind <> 'reversal' OR amount <= 0),
            CHECK (kind <> 'payout' OR amount < 0),
            CHECK (kind <> 'payout_return' OR amount > 0)
        ) {strict};
        CREATE INDEX company_entry_company ON company_entry (company_id, at, id);

        CREATE TABLE payout_entry (
            payout_id {id} NOT NULL REFERENCES payout (id),
            entry_id {id} NOT NULL REFERENCES company_entry (id),
            released_at {instant},
            PRIMARY KEY (payout_id, entry_id)
        ) {strict};
        CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;

        CREATE TABLE settlement (
            id {id} PRIMARY KEY,
            number {int} NOT NULL UNIQUE,
            company_id {id} NOT NULL REFERENCES company (id),
            from_date {date} NOT NULL,
            to_date {date} NOT NULL,
            orders {int} NOT NULL CHECK (orders >= 0),
            goods {int} NOT NULL,
            commission {int} NOT NULL,
            delivery_fees {int} NOT NULL,
            opening {int} NOT NULL,
            earned {int} NOT NULL CHECK (earned >= 0),
            reversed {int} NOT NULL CHECK (reversed <= 0),
            paid {int} NOT NULL CHECK (paid <= 0),
            returned {int} NOT NULL CHECK (returned >= 0),
            closing {int} NOT NULL CHECK (closing = opening + earned + reversed + paid + returned),
            status {text} NOT NULL CHECK (status IN ('closed', 'accepted', 'disputed')),
            status_reason {text},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (from_date <= to_date)
        ) {strict};
        CREATE INDEX settlement_company ON settlement (company_id, number);

        CREATE TABLE settlement_entry (
            entry_id {id} PRIMARY KEY REFERENCES company_entry (id),
            settlement_id {id} NOT NULL REFERENCES settlement (id)
        ) {strict};
        CREATE INDEX settlement_entry_settlement ON settlement_entry (settlement_id);

        --pg
        CREATE FUNCTION settling_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'what is booked or closed is never changed'; END $$;
        CREATE TRIGGER company_entry_append_only BEFORE UPDATE OR DELETE ON company_entry
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        CREATE TRIGGER payout_closed BEFORE DELETE OR UPDATE OF number, company_id, from_date, to_date, orders, amount ON payout
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        CREATE TRIGGER payout_entry_closed BEFORE DELETE OR UPDATE OF payout_id, entry_id ON payout_entry
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        CREATE TRIGGER settlement_closed BEFORE DELETE OR UPDATE OF number, company_id, from_date, to_date, orders, goods, commission,
                delivery_fees, opening, earned, reversed, paid, returned, closing ON settlement
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        CREATE TRIGGER settlement_entry_closed BEFORE UPDATE OR DELETE ON settlement_entry
            FOR EACH ROW EXECUTE FUNCTION settling_is_closed();
        --sqlite
        CREATE TRIGGER company_entry_no_update BEFORE UPDATE ON company_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER company_entry_no_delete BEFORE DELETE ON company_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_no_update BEFORE UPDATE OF number, company_id, from_date, to_date, orders, amount ON payout
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_update BEFORE UPDATE OF payout_id, entry_id ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_delete BEFORE DELETE ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_no_update BEFORE UPDATE OF number, company_id, from_date, to_date, orders, goods, commission,
                delivery_fees, opening, earned, reversed, paid, returned, closing ON settlement
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_entry_no_update BEFORE UPDATE ON settlement_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER settlement_entry_no_delete BEFORE DELETE ON settlement_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        --all
        """
    ),
    Migration(
        id: "distribution/503-reversals",
        """
        CREATE INDEX company_entry_reversal ON company_entry (company_id) WHERE kind = 'reversal';
        """
    ),
    Migration(
        id: "distribution/504-reversed-lines",
        """
        CREATE TABLE reversed_line (
            order_id {id} NOT NULL,
            position {int} NOT NULL,
            entry_id {id} NOT NULL REFERENCES company_entry (id),
            PRIMARY KEY (order_id, position),
            FOREIGN KEY (order_id, position) REFERENCES sales_order_line (order_id, position)
        ) {strict};
        """
    ),
]
