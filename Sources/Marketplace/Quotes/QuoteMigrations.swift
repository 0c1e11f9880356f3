import Store

extension Quote {
    static let migrations = [
        Migration(
            id: "marketplace/quotes-001",
            """
            CREATE TABLE quote (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                provider_id {id} NOT NULL REFERENCES provider (id),
                account_id {id} NOT NULL REFERENCES account (id),
                n {int} NOT NULL CHECK (n >= 1),
                state {text} NOT NULL CHECK (state IN ('live', 'countered', 'stale', 'awarded', 'won', 'lapsed',
                    'withdrawn', 'rejected', 'outbid', 'expired')),
                job_revision {int} NOT NULL,
                amount {int} NOT NULL CHECK (amount BETWEEN 100 AND 10000000),
                counter_amount {int} CHECK (counter_amount BETWEEN 100 AND 10000000),
                countered_until {instant},
                start_at {instant} NOT NULL,
                end_at {instant} NOT NULL,
                minutes {int} NOT NULL CHECK (minutes BETWEEN 15 AND 10080),
                valid_until {instant} NOT NULL,
                terms {text},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                UNIQUE (job_id, provider_id),
                CHECK (start_at < end_at),
                CHECK ((state = 'countered') = (counter_amount IS NOT NULL)),
                CHECK ((state = 'countered') = (countered_until IS NOT NULL))
            ) {strict};
            CREATE INDEX quote_provider ON quote (provider_id, state, start_at);
            CREATE UNIQUE INDEX quote_awarded ON quote (job_id) WHERE state IN ('awarded', 'won');

            CREATE TABLE quote_revision (
                quote_id {id} NOT NULL REFERENCES quote (id),
                n {int} NOT NULL CHECK (n >= 1),
                lines {json} NOT NULL,
                amount {int} NOT NULL,
                terms {text},
                start_at {instant} NOT NULL,
                minutes {int} NOT NULL,
                valid_until {instant} NOT NULL,
                job_revision {int} NOT NULL,
                created_at {instant} NOT NULL,
                PRIMARY KEY (quote_id, n)
            ) {strict};
            --pg
            CREATE FUNCTION quote_revision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'a revision never changes'; END $$;
            CREATE TRIGGER quote_revision_append_only BEFORE UPDATE OR DELETE ON quote_revision
                FOR EACH ROW EXECUTE FUNCTION quote_revision_is_final();
            CREATE TRIGGER quote_revision_no_truncate BEFORE TRUNCATE ON quote_revision
                FOR EACH STATEMENT EXECUTE FUNCTION quote_revision_is_final();
            CREATE FUNCTION quote_revision_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.amount <> (SELECT SUM((line->>'amount_minor')::bigint) FROM jsonb_array_elements(NEW.lines) AS line) THEN
                    RAISE EXCEPTION 'the lines do not sum to the amount' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER quote_revision_sum BEFORE INSERT ON quote_revision
                FOR EACH ROW EXECUTE FUNCTION quote_revision_adds_up();
            --sqlite
            CREATE TRIGGER quote_revision_no_update BEFORE UPDATE ON quote_revision
                BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;
            CREATE TRIGGER quote_revision_no_delete BEFORE DELETE ON quote_revision
                BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;
            CREATE TRIGGER quote_revision_sum BEFORE INSERT ON quote_revision
                WHEN NEW.amount <> (SELECT SUM(json_extract(line.value, '$.amount_minor')) FROM json_each(NEW.lines) AS line)
                BEGIN SELECT RAISE(ABORT, 'check:quote_revision_sum'); END;
            --all
            """
        ),
        // With the end, so that the quotes at a time that was just taken are found without looking at all others.
        Migration(
            id: "marketplace/quotes-002",
            """
            DROP INDEX quote_provider;
            CREATE INDEX quote_provider ON quote (provider_id, state, start_at, end_at);
            """
        ),
    ]
}
