import Store

let tierMigrations = [
    Migration(
        id: "marketplace/tiers-001",
        """
        CREATE TABLE job_direction (
            job_id {id} NOT NULL REFERENCES market_job (id),
            provider_id {id} NOT NULL REFERENCES provider (id),
            asked_at {instant} NOT NULL,
            PRIMARY KEY (job_id, provider_id)
        ) {strict};
        CREATE INDEX job_direction_provider ON job_direction (provider_id, asked_at);

        CREATE TABLE tier_decision (
            id {id} PRIMARY KEY,
            provider_id {id} NOT NULL REFERENCES provider (id),
            from_tier {int} NOT NULL CHECK (from_tier BETWEEN 0 AND 3),
            to_tier {int} NOT NULL CHECK (to_tier BETWEEN 0 AND 3),
            cause {text} NOT NULL CHECK (cause IN ('night', 'override', 'appeal')),
            until_at {instant},
            evidence {json} NOT NULL,
            reason {text},
            by_id {id} REFERENCES account (id),
            by_role {text} NOT NULL,
            night {date},
            at {instant} NOT NULL,
            CHECK ((cause = 'night') = (night IS NOT NULL)),
            CHECK ((cause = 'night') = (until_at IS NULL))
        ) {strict};
        CREATE INDEX tier_decision_provider ON tier_decision (provider_id, at, id);

        CREATE TABLE tier_night (
            provider_id {id} NOT NULL REFERENCES provider (id),
            night {date} NOT NULL,
            up {int} NOT NULL CHECK (up >= 0),
            down {int} NOT NULL CHECK (down >= 0),
            evidence {json} NOT NULL,
            PRIMARY KEY (provider_id, night)
        ) {strict};

        CREATE TABLE tier_appeal (
            id {id} PRIMARY KEY,
            provider_id {id} NOT NULL REFERENCES provider (id),
            decision_id {id} NOT NULL UNIQUE REFERENCES tier_decision (id),
            text {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('open', 'granted', 'refused')),
            decided_by {id} REFERENCES account (id),
            created_at {instant} NOT NULL,
            decided_at {instant},
            CHECK ((state = 'open') = (decided_at IS NULL))
        ) {strict};
        CREATE INDEX tier_appeal_open ON tier_appeal (provider_id) WHERE state = 'open';

        CREATE TABLE region_night (
            region_id {id} NOT NULL REFERENCES region (id),
            night {date} NOT NULL,
            began_at {instant} NOT NULL,
            finished_at {instant},
            churn_days {int},
            customers_active {int},
            customers_lost {int},
            PRIMARY KEY (region_id, night)
        ) {strict};
        --pg
        CREATE FUNCTION tier_decision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a decision about a tier never changes' USING ERRCODE = 'check_violation'; END $$;
        CREATE TRIGGER tier_decision_append_only BEFORE UPDATE OR DELETE ON tier_decision
            FOR EACH ROW EXECUTE FUNCTION tier_decision_is_append_only();
        --sqlite
        CREATE TRIGGER tier_decision_no_update BEFORE UPDATE ON tier_decision
            BEGIN SELECT RAISE(ABORT, 'a decision about a tier never changes'); END;
        CREATE TRIGGER tier_decision_no_delete BEFORE DELETE ON tier_decision
            BEGIN SELECT RAISE(ABORT, 'a decision about a tier never changes'); END;
        --all
        """
    )
]
