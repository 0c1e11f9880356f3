import Store

let diaryMigrations = [
    Migration(
        id: "wellness/diary-001",
        """
        -- A change of a domain is a row of a later day.
        CREATE TABLE wellness_domain (
            key {text} NOT NULL,
            since {date} NOT NULL,
            name {json} NOT NULL,
            description {json},
            lo {int} NOT NULL,
            hi {int} NOT NULL,
            step {int} NOT NULL,
            direction {text} NOT NULL,
            weight {int} NOT NULL,
            threshold {int} NOT NULL,
            amber {int} NOT NULL,
            green {int} NOT NULL,
            position {int} NOT NULL,
            is_retired {bool} NOT NULL,
            version {int} NOT NULL,
            PRIMARY KEY (key, since),
            CHECK (lo < hi AND step > 0 AND (hi - lo) % step = 0)
        ) {strict};

        -- One row for each person with a diary: its lock, and the count of its changes.
        CREATE TABLE wellness_diary (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            epoch {id} NOT NULL,
            seq {int} NOT NULL,
            -- The operations that are kept.
            ops {int} NOT NULL,
            -- The last change that the night has looked at.
            reconciled_seq {int} NOT NULL
        ) {strict};
        CREATE INDEX wellness_diary_changed ON wellness_diary (account_id) WHERE seq > reconciled_seq;

        -- Deleted entries stay as tombstones; note and payload are sealed.
        CREATE TABLE wellness_log (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES wellness_diary (account_id),
            domain {text} NOT NULL,
            local_date {date} NOT NULL,
            zone {text} NOT NULL,
            score {int},
            payload {bytes},
            note {bytes},
            score_op {text},
            score_stamp {instant},
            note_op {text},
            note_stamp {instant},
            seq {int} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            deleted_at {instant},
            version {int} NOT NULL,
            UNIQUE (account_id, domain, local_date),
            CHECK ((score_op IS NULL) = (score_stamp IS NULL) AND (note_op IS NULL) = (note_stamp IS NULL)),
            CHECK (score_op IS NOT NULL OR note_op IS NOT NULL),
            CHECK (payload IS NULL OR score IS NOT NULL)
        ) {strict};
        CREATE UNIQUE INDEX wellness_log_seq ON wellness_log (account_id, seq);
        CREATE INDEX wellness_log_dates ON wellness_log (account_id, local_date, id);
        CREATE INDEX wellness_log_scores ON wellness_log (account_id, domain, local_date, score);
        CREATE INDEX wellness_log_deleted ON wellness_log (deleted_at) WHERE deleted_at IS NOT NULL;

        -- Every accepted operation with its values, for entries and conflicts are judged on all of them.
        CREATE TABLE log_op (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES wellness_diary (account_id),
            log_id {id} NOT NULL REFERENCES wellness_log (id),
            op_id {text} NOT NULL,
            base_op {text},
            device {text} NOT NULL,
            zone {text} NOT NULL,
            at {instant} NOT NULL,
            stamp {instant} NOT NULL,
            received_at {instant} NOT NULL,
            outcome {text} NOT NULL,
            sets_score {bool} NOT NULL,
            score {int},
            payload {bytes},
            sets_note {bool} NOT NULL,
            note {bytes},
            -- Whether the entry has a value of it; once lost, never again.
            is_held {bool} NOT NULL,
            UNIQUE (account_id, op_id)
        ) {strict};
        CREATE INDEX log_op_log ON log_op (log_id, id);
        CREATE INDEX log_op_free ON log_op (received_at) WHERE NOT is_held;

        -- The operation that lost has the lost values.
        CREATE TABLE log_conflict (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES wellness_diary (account_id),
            log_id {id} NOT NULL REFERENCES wellness_log (id),
            lost_op {text} NOT NULL,
            kind {text} NOT NULL,
            lost_score {bool} NOT NULL,
            lost_note {bool} NOT NULL,
            state {text} NOT NULL,
            created_at {instant} NOT NULL,
            expires_at {instant} NOT NULL,
            UNIQUE (account_id, lost_op),
            FOREIGN KEY (account_id, lost_op) REFERENCES log_op (account_id, op_id)
        ) {strict};
        CREATE INDEX log_conflict_account ON log_conflict (account_id, id);
        CREATE INDEX log_conflict_log ON log_conflict (log_id);
        CREATE INDEX log_conflict_open ON log_conflict (expires_at) WHERE state = 'open';
        """
    ),
    builtInDomains,
]

/// The domains of a new installation, from a day before any entry.
private let builtInDomains = Migration(
    id: "wellness/diary-002-domains",
    """
    INSERT INTO wellness_domain (key, since, name, description, lo, hi, step, direction, weight, threshold, amber, green, position, is_retired, version)
    --pg
    SELECT key, date '2000-01-01', name::jsonb, description::jsonb, lo, hi, step, direction, 1, 60, 40, 70, position, FALSE, 1
    --sqlite
    SELECT key, 10957, name, description, lo, hi, step, direction, 1, 60, 40, 70, position, 0, 1
    --all
      FROM (
        SELECT 'sleep' AS key, '{"en":"Sleep","it":"Sonno"}' AS name, '{"en":"How well you slept, from 1 (badly) to 10 (very well).","it":"Come ha dormito, da 1 (male) a 10 (benissimo)."}' AS description, 1 AS lo, 10 AS hi, 1 AS step, 'up' AS direction, 1 AS position
        UNION ALL SELECT 'mood', '{"en":"Mood","it":"Umore"}', '{"en":"How you felt, from 1 (low) to 10 (very good).","it":"Come si è sentito, da 1 (giù) a 10 (molto bene)."}', 1, 10, 1, 'up', 2
        UNION ALL SELECT 'energy', '{"en":"Energy","it":"Energia"}', '{"en":"How much energy you had, from 1 (none) to 10 (plenty).","it":"Quanta energia aveva, da 1 (nessuna) a 10 (moltissima)."}', 1, 10, 1, 'up', 3
        UNION ALL SELECT 'nutrition', '{"en":"Nutrition","it":"Alimentazione"}', '{"en":"How well you ate, from 1 (badly) to 10 (very well).","it":"Come ha mangiato, da 1 (male) a 10 (benissimo)."}', 1, 10, 1, 'up', 4
        UNION ALL SELECT 'connection', '{"en":"Connection","it":"Relazioni"}', '{"en":"How close you felt to others, from 1 (alone) to 10 (very close).","it":"Quanto si è sentito vicino agli altri, da 1 (solo) a 10 (molto vicino)."}', 1, 10, 1, 'up', 5
        UNION ALL SELECT 'stress', '{"en":"Stress","it":"Stress"}', '{"en":"How stressed you were, from 1 (calm) to 10 (very stressed).","it":"Quanto era stressato, da 1 (calmo) a 10 (molto stressato)."}', 1, 10, 1, 'down', 6
        UNION ALL SELECT 'focus', '{"en":"Focus","it":"Concentrazione"}', '{"en":"How well you could concentrate, from 0 (not at all) to 5 (very well).","it":"Quanto riusciva a concentrarsi, da 0 (per niente) a 5 (molto bene)."}', 0, 5, 1, 'up', 7
        UNION ALL SELECT 'movement', '{"en":"Movement","it":"Movimento"}', '{"en":"Minutes of movement, from 0 to 120, in steps of 5.","it":"Minuti di movimento, da 0 a 120, a passi di 5."}', 0, 120, 5, 'up', 8
      ) AS built_in;
    """
)
