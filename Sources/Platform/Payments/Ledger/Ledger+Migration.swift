import Store

extension Ledger {
    // A transaction is complete when it has as many lines as each of them states; they must then sum to zero in each
    // currency.
    static let migration = Migration(
        id: "platform/payments-003",
        """
        CREATE TABLE ledger_account (
            code {text} PRIMARY KEY,
            kind {text} NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense'))
        ) {strict};
        CREATE TABLE ledger_transaction (
            id {id} PRIMARY KEY,
            kind {text} NOT NULL,
            subject_id {id} NOT NULL,
            at {instant} NOT NULL,
            UNIQUE (kind, subject_id)
        ) {strict};
        CREATE TABLE ledger_entry (
            transaction_id {id} NOT NULL REFERENCES ledger_transaction (id),
            position {int} NOT NULL,
            line_count {int} NOT NULL CHECK (line_count >= 2),
            account {text} NOT NULL REFERENCES ledger_account (code),
            amount {int} NOT NULL CHECK (amount <> 0),
            currency {text} NOT NULL,
            PRIMARY KEY (transaction_id, position),
            CHECK (position >= 1 AND position <= line_count)
        ) {strict};
        CREATE INDEX ledger_entry_account ON ledger_entry (account, currency);
        --pg
        CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM ledger_entry
                        WHERE transaction_id = NEW.transaction_id AND line_count <> NEW.line_count) THEN
                RAISE EXCEPTION 'the lines disagree about their number' USING ERRCODE = 'check_violation';
            END IF;
            IF (SELECT COUNT(*) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) = NEW.line_count
                AND EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.transaction_id
                             GROUP BY currency HAVING SUM(amount) <> 0) THEN
                RAISE EXCEPTION 'the lines do not sum to zero' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
            FOR EACH ROW EXECUTE FUNCTION ledger_balances();
        CREATE FUNCTION ledger_is_complete() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.id
                            GROUP BY line_count HAVING COUNT(*) = line_count) THEN
                RAISE EXCEPTION 'the transaction lacks lines' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER ledger_transaction_complete AFTER INSERT ON ledger_transaction
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_complete();
        CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
        CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
            FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
        CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
        CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON ledger_transaction
            FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
        CREATE TRIGGER ledger_transaction_no_truncate BEFORE TRUNCATE ON ledger_transaction
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
        --sqlite
        CREATE TRIGGER ledger_entry_agrees AFTER INSERT ON ledger_entry
            WHEN EXISTS (SELECT 1 FROM ledger_entry
                          WHERE transaction_id = NEW.transaction_id AND line_count <> NEW.line_count)
            BEGIN SELECT RAISE(ABORT, 'the lines disagree about their number'); END;
        CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
            WHEN (SELECT COUNT(*) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) = NEW.line_count
             AND EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = NEW.transaction_id
                          GROUP BY currency HAVING SUM(amount) <> 0)
            BEGIN SELECT RAISE(ABORT, 'the lines do not sum to zero'); END;
        CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        --all
        """
    )
}
