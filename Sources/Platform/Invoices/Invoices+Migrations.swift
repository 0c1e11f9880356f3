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
        ),
        // Documents in the name of an account, numbered by issuer; receipts, natures of VAT, stamp duty, net lines.
        Migration(
            id: "platform/invoices-002",
            """
            --pg
            ALTER TABLE invoice DROP CONSTRAINT invoice_series_year_number_key;
            ALTER TABLE invoice ADD COLUMN issuer_id {id} REFERENCES account (id);
            ALTER TABLE invoice ADD COLUMN is_receipt {bool} NOT NULL DEFAULT FALSE;
            ALTER TABLE invoice ADD COLUMN nature {text};
            ALTER TABLE invoice ADD COLUMN is_reverse_charge {bool} NOT NULL DEFAULT FALSE;
            ALTER TABLE invoice ADD COLUMN stamp {int} NOT NULL DEFAULT 0 CHECK (stamp >= 0);
            ALTER TABLE invoice ADD COLUMN net_lines {json};
            --sqlite
            CREATE TABLE invoice_next (
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
                corrects_id {id} REFERENCES invoice_next (id),
                cause {text} NOT NULL UNIQUE,
                file_id {id} REFERENCES stored_file (id),
                issuer_id {id} REFERENCES account (id),
                is_receipt {bool} NOT NULL DEFAULT FALSE,
                nature {text},
                is_reverse_charge {bool} NOT NULL DEFAULT FALSE,
                stamp {int} NOT NULL DEFAULT 0 CHECK (stamp >= 0),
                net_lines {json},
                CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL))
            ) {strict};
            INSERT INTO invoice_next (id, account_id, kind, series, year, number, issued_on, issued_at, currency, language, issuer,
                                      customer, lines, taxes, total, corrects_id, cause, file_id)
            SELECT id, account_id, kind, series, year, number, issued_on, issued_at, currency, language, issuer,
                   customer, lines, taxes, total, corrects_id, cause, file_id FROM invoice;
            DROP TABLE invoice;
            ALTER TABLE invoice_next RENAME TO invoice;
            CREATE INDEX invoice_account ON invoice (account_id, issued_at, id);
            CREATE INDEX invoice_newest ON invoice (issued_at, id);
            CREATE INDEX invoice_corrects ON invoice (corrects_id) WHERE corrects_id IS NOT NULL;
            CREATE TRIGGER invoice_stays BEFORE UPDATE OF id, account_id, kind, series, year, number, issued_on, issued_at, currency,
                language, issuer, customer, lines, taxes, total, corrects_id, cause, issuer_id, is_receipt, nature,
                is_reverse_charge, stamp, net_lines ON invoice
                BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
            CREATE TRIGGER invoice_file_stays BEFORE UPDATE OF file_id ON invoice WHEN OLD.file_id IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'an invoice does not change'); END;
            --all
            CREATE UNIQUE INDEX invoice_number ON invoice (series, year, number) WHERE issuer_id IS NULL;
            CREATE UNIQUE INDEX invoice_number_of_issuer ON invoice (issuer_id, series, year, number) WHERE issuer_id IS NOT NULL;
            CREATE INDEX invoice_issuer ON invoice (issuer_id, issued_at, id) WHERE issuer_id IS NOT NULL;
            """
        ),
    ]
}
