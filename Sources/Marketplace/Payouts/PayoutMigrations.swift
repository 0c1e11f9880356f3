import Store

/// Debts to providers and payouts; entries, and the contents of payouts, are never changed.
let payoutMigrations = [
    Migration(
        id: "marketplace/payouts-001",
        """
        CREATE TABLE payout_counter (
            series {text} PRIMARY KEY,
            last {int} NOT NULL CHECK (last > 0)
        ) {strict};

        CREATE TABLE payout (
            id {id} PRIMARY KEY,
            number {int} NOT NULL UNIQUE,
            provider_id {id} NOT NULL REFERENCES provider (id),
            from_date {date} NOT NULL,
            to_date {date} NOT NULL,
            sales {int} NOT NULL CHECK (sales >= 0),
            amount {int} NOT NULL CHECK (amount > 0),
            status {text} NOT NULL CHECK (status IN ('pending', 'approved', 'paid', 'failed', 'cancelled', 'returned')),
            status_reason {text},
            reference {text},
            created_at {instant} NOT NULL,
            paid_at {instant},
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (from_date <= to_date),
            CHECK (status NOT IN ('paid', 'returned') OR reference IS NOT NULL)
        ) {strict};
        CREATE INDEX payout_provider ON payout (provider_id, number);
        CREATE INDEX payout_unpaid ON payout (provider_id) WHERE status IN ('pending', 'approved');

        CREATE TABLE payee_entry (
            id {id} PRIMARY KEY,
            provider_id {id} NOT NULL REFERENCES provider (id),
            job_id {id} REFERENCES market_job (id),
            kind {text} NOT NULL CHECK (kind IN ('complete', 'cancel_fee', 'refund', 'refund_bounced', 'chargeback_lost', 'office',
                                                 'payout', 'payout_returned', 'write_off')),
            subject_id {id} NOT NULL,
            amount {int} NOT NULL CHECK (amount <> 0),
            is_sale {bool} NOT NULL,
            at {instant} NOT NULL,
            payout_id {id} REFERENCES payout (id),
            UNIQUE (kind, subject_id),
            CHECK ((kind IN ('payout', 'payout_returned')) = (payout_id IS NOT NULL)),
            CHECK (kind NOT IN ('payout', 'office') OR amount < 0),
            CHECK (kind NOT IN ('payout_returned', 'write_off') OR amount > 0)
        ) {strict};
        CREATE INDEX payee_entry_provider ON payee_entry (provider_id, at, id);
        CREATE INDEX payee_entry_job ON payee_entry (job_id) WHERE job_id IS NOT NULL;

        CREATE TABLE payout_entry (
            payout_id {id} NOT NULL REFERENCES payout (id),
            entry_id {id} NOT NULL REFERENCES payee_entry (id),
            released_at {instant},
            PRIMARY KEY (payout_id, entry_id)
        ) {strict};
        CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;

        CREATE TABLE write_off (
            id {id} PRIMARY KEY,
            provider_id {id} NOT NULL REFERENCES provider (id),
            amount {int} NOT NULL CHECK (amount > 0),
            reason {text} NOT NULL,
            by_id {id} NOT NULL,
            created_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX write_off_provider ON write_off (provider_id);

        --pg
        CREATE FUNCTION payout_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'what is booked or closed is never changed'; END $$;
        CREATE TRIGGER payee_entry_append_only BEFORE UPDATE OR DELETE ON payee_entry
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        CREATE TRIGGER payout_closed BEFORE DELETE OR UPDATE OF number, provider_id, from_date, to_date, sales, amount ON payout
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        CREATE TRIGGER payout_entry_closed BEFORE DELETE OR UPDATE OF payout_id, entry_id ON payout_entry
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        CREATE TRIGGER write_off_append_only BEFORE UPDATE OR DELETE ON write_off
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        --sqlite
        CREATE TRIGGER payee_entry_no_update BEFORE UPDATE ON payee_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payee_entry_no_delete BEFORE DELETE ON payee_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_no_update BEFORE UPDATE OF number, provider_id, from_date, to_date, sales, amount ON payout
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_update BEFORE UPDATE OF payout_id, entry_id ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER payout_entry_no_delete BEFORE DELETE ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER write_off_no_update BEFORE UPDATE ON write_off
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        CREATE TRIGGER write_off_no_delete BEFORE DELETE ON write_off
            BEGIN SELECT RAISE(ABORT, 'what is booked or closed is never changed'); END;
        --all
        """
    )
]
