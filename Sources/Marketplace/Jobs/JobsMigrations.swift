import Store

extension Job {
    static let migrations = [
        Migration(
            id: "marketplace/jobs-001",
            """
            CREATE TABLE market_job (
                id {id} PRIMARY KEY,
                customer_id {id} NOT NULL REFERENCES account (id),
                region_id {id} NOT NULL REFERENCES region (id),
                service_id {id} NOT NULL REFERENCES service (id),
                provider_id {id} REFERENCES provider (id),
                award_id {id},
                title {text} NOT NULL,
                description {text} NOT NULL,
                masked_title {text},
                masked_description {text},
                lat {real} NOT NULL CHECK (lat BETWEEN -90 AND 90),
                lon {real} NOT NULL CHECK (lon BETWEEN -180 AND 180),
                address {bytes} NOT NULL,
                access_note {bytes},
                window_from {instant} NOT NULL,
                window_until {instant} NOT NULL,
                budget_min {int} CHECK (budget_min > 0),
                budget_max {int} CHECK (budget_max > 0),
                revision {int} NOT NULL CHECK (revision > 0),
                state {text} NOT NULL CHECK (state IN ('open', 'directed', 'quoted', 'awarded', 'funded', 'underway',
                    'delivered', 'rework', 'disputed', 'completed', 'cancelled', 'expired')),
                expires_at {instant},
                next_event {text},
                posted_at {instant} NOT NULL,
                edited_at {instant} NOT NULL,
                directed_at {instant},
                funded_at {instant},
                started_at {instant},
                delivered_at {instant},
                completed_at {instant},
                over_at {instant},
                start_at {instant},
                minutes {int} CHECK (minutes BETWEEN 15 AND 10080),
                free_until {instant},
                reworks {int} NOT NULL CHECK (reworks >= 0),
                lapses {int} NOT NULL CHECK (lapses >= 0),
                fault {text} CHECK (fault IN ('customer', 'provider', 'none')),
                is_provider_failure {bool} NOT NULL,
                terms {json} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (window_from < window_until),
                CHECK (budget_min <= budget_max),
                CHECK ((expires_at IS NULL) = (next_event IS NULL)),
                CHECK ((award_id IS NULL) = (start_at IS NULL)),
                CHECK ((state IN ('completed', 'cancelled', 'expired')) = (over_at IS NOT NULL)),
                CONSTRAINT market_job_party CHECK (provider_id IS NOT NULL
                    OR state IN ('open', 'quoted', 'cancelled', 'expired')),
                CONSTRAINT market_job_award CHECK (award_id IS NOT NULL
                    OR state IN ('open', 'directed', 'quoted', 'cancelled', 'expired'))
            ) {strict};
            CREATE INDEX market_job_newest ON market_job (created_at, id);
            CREATE INDEX market_job_customer ON market_job (customer_id, created_at, id);
            CREATE INDEX market_job_unfunded ON market_job (customer_id) WHERE state IN ('open', 'directed', 'quoted', 'awarded');
            CREATE INDEX market_job_provider ON market_job (provider_id, created_at, id) WHERE provider_id IS NOT NULL;
            CREATE INDEX market_job_region ON market_job (region_id, created_at, id);
            CREATE INDEX market_job_listed ON market_job (service_id, lat) WHERE state IN ('open', 'quoted') AND provider_id IS NULL;
            CREATE INDEX market_job_over ON market_job (over_at) WHERE over_at IS NOT NULL;

            CREATE TABLE job_file (
                job_id {id} NOT NULL REFERENCES market_job (id),
                position {int} NOT NULL CHECK (position BETWEEN 1 AND 10),
                file_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
                PRIMARY KEY (job_id, position)
            ) {strict};

            CREATE TABLE award (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                quote_id {id} NOT NULL,
                n {int} NOT NULL,
                provider_id {id} NOT NULL REFERENCES provider (id),
                amount {int} NOT NULL CHECK (amount > 0),
                start_at {instant} NOT NULL,
                minutes {int} NOT NULL,
                commission_bp {int} NOT NULL CHECK (commission_bp BETWEEN 0 AND 10000),
                commission_minor {int} NOT NULL,
                free_hours {int} NOT NULL CHECK (free_hours >= 0),
                late_fee_bp {int} NOT NULL CHECK (late_fee_bp BETWEEN 0 AND 10000),
                free_until {instant} NOT NULL,
                booking_id {id} NOT NULL UNIQUE REFERENCES booking (id),
                created_at {instant} NOT NULL,
                CHECK (commission_minor BETWEEN 0 AND amount)
            ) {strict};
            CREATE INDEX award_job ON award (job_id, created_at);
            CREATE INDEX award_provider ON award (provider_id, created_at);
            --pg
            CREATE FUNCTION award_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'an award never changes' USING ERRCODE = 'check_violation'; END $$;
            CREATE TRIGGER award_no_change BEFORE UPDATE OR DELETE ON award
                FOR EACH ROW EXECUTE FUNCTION award_is_final();
            --sqlite
            CREATE TRIGGER award_no_update BEFORE UPDATE ON award
                BEGIN SELECT RAISE(ABORT, 'an award never changes'); END;
            CREATE TRIGGER award_no_delete BEFORE DELETE ON award
                BEGIN SELECT RAISE(ABORT, 'an award never changes'); END;
            --all
            """
        ),
        // Of earlier awards it is unknown.
        Migration(
            id: "marketplace/jobs-002",
            "ALTER TABLE award ADD COLUMN unit {text} CHECK (unit IN ('hour', 'fixed', 'visit'));"
        ),
        // Every move wrote it, and the count of unfunded jobs, whose states are a bound list, could not use it.
        Migration(id: "marketplace/jobs-003", "DROP INDEX market_job_unfunded;"),
    ]
}
