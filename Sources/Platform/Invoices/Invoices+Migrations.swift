import Kernel
import Store

extension Invoices {
    static let migrations = [
        Migration(
            id: "platform/invoices-001",
            """
            CREATE TABLE invoice_counter (
                series {text} NOT NULL,
                year {int} NOT NULL,
                last {int} NOT NULL CHECK (last > 0),
                last_on {date} NOT NULL,
                PRIMARY KEY (series, year)
            ) {strict};
            CREATE TABLE invoice (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                kind {text} NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
                series {text} NOT NULL,
                year {int} NOT NULL,
                number {int} NOT NULL CHECK (number > 0),
                issued_on {date} NOT NULL,
                issued_at {instant} NOT NULL,
                currency {text} NOT NULL,
                language {text} NOT NULL,
                issuer {json} NOT NULL,
                customer {json} NOT NULL,
                lines {json} NOT NULL,
                taxes {json} NOT NULL,
                total {int} NOT NULL CHECK (total >= 0),
                corrects_id {id} REFERENCES invoice (id),
                cause {text} NOT NULL UNIQUE,
                file_id {id} REFERENCES stored_file (id),
                UNIQUE (series, year, number),
                CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL))
            ) {strict};
            CREATE INDEX invoice_account ON invoice (account_id, issued_at, id);
            CREATE INDEX invoice_newest ON invoice (issued_at, id);
            CREATE INDEX invoice_corrects ON invoice (corrects_id) WHERE corrects_id IS NOT NULL;
            --pg
            CREATE FUNCTION invoice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (to_jsonb(NEW) - 'file_id') IS DISTINCT FROM (to_jsonb(OLD) - 'file_id') OR OLD.file_id IS NOT NULL THEN
                    RAISE EXCEPTION 'an invoice does not change' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_stays();
            --sqlite
            CREATE TRIGGER invoice_stays BEFORE UPDATE OF id, account_id, kind, series, year, number, issued_on, issued_at, currency,
                language, issuer, customer, lines, taxes, total, corrects_id, cause ON invoice
                BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
            CREATE TRIGGER invoice_file_stays BEFORE UPDATE OF file_id ON invoice WHEN OLD.file_id IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
            --all
            """
        )
    ]
}
