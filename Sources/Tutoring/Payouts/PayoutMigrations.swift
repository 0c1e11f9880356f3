import Store

/// Payouts and their runs; the contents of a payout, and what a run decided, are never changed.
let payoutMigrations = [
    Migration(
        id: "tutoring/payouts-001",
        """
        CREATE TABLE payout_counter (
            series {text} PRIMARY KEY,
            last {int} NOT NULL CHECK (last > 0)
        ) {strict};
        CREATE TABLE payout (
            id {id} PRIMARY KEY,
            number {int} NOT NULL UNIQUE,
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            from_date {date} NOT NULL,
            to_date {date} NOT NULL,
            sales {int} NOT NULL CHECK (sales >= 0),
            amount {int} NOT NULL CHECK (amount > 0),
            status {text} NOT NULL CHECK (status IN ('pending', 'paid', 'failed', 'returned')),
            status_reason {text},
            reference {text},
            created_at {instant} NOT NULL,
            paid_at {instant},
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (from_date <= to_date),
            CHECK (status NOT IN ('paid', 'returned') OR reference IS NOT NULL)
        ) {strict};
        CREATE INDEX payout_tutor ON payout (tutor_id, number);
        CREATE TABLE payout_entry (
            payout_id {id} NOT NULL REFERENCES payout (id),
            entry_id {id} NOT NULL REFERENCES tutor_entry (id),
            released_at {instant},
            PRIMARY KEY (payout_id, entry_id)
        ) {strict};
        CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;
        CREATE TABLE payout_run (
            id {id} PRIMARY KEY,
            day {date} NOT NULL UNIQUE,
            started_by {id},
            reason {text},
            started_at {instant} NOT NULL,
            finished_at {instant}
        ) {strict};
        CREATE TABLE payout_run_result (
            run_id {id} NOT NULL REFERENCES payout_run (id),
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            payout_id {id} UNIQUE REFERENCES payout (id),
            skip {text},
            amount {int} NOT NULL,
            PRIMARY KEY (run_id, tutor_id),
            CHECK ((payout_id IS NULL) = (skip IS NOT NULL))
        ) {strict};
        --pg
        CREATE FUNCTION payout_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a payout does not change'; END $$;
        CREATE TRIGGER payout_closed BEFORE DELETE OR UPDATE OF number, tutor_id, from_date, to_date, sales, amount ON payout
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        CREATE TRIGGER payout_entry_closed BEFORE DELETE OR UPDATE OF payout_id, entry_id ON payout_entry
            FOR EACH ROW EXECUTE FUNCTION payout_is_closed();
        --sqlite
        CREATE TRIGGER payout_closed BEFORE UPDATE OF number, tutor_id, from_date, to_date, sales, amount ON payout
            BEGIN SELECT RAISE(ABORT, 'a payout does not change'); END;
        CREATE TRIGGER payout_kept BEFORE DELETE ON payout
            BEGIN SELECT RAISE(ABORT, 'a payout does not change'); END;
        CREATE TRIGGER payout_entry_closed BEFORE UPDATE OF payout_id, entry_id ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'a payout does not change'); END;
        CREATE TRIGGER payout_entry_kept BEFORE DELETE ON payout_entry
            BEGIN SELECT RAISE(ABORT, 'a payout does not change'); END;
        --all
        """
    )
]
