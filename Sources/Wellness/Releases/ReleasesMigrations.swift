import Store

/// A release is immutable once it is frozen: only its state and, after an erasure, the names of its members change.
let releaseMigrations = [
    Migration(
        id: "wellness/700-releases",
        """
        CREATE TABLE report_policy (
            organization_id {id} PRIMARY KEY REFERENCES organization (id),
            k_scores {int} NOT NULL CHECK (k_scores BETWEEN 8 AND 100),
            k_participation {int} NOT NULL CHECK (k_participation BETWEEN 5 AND 100),
            since {instant} NOT NULL
        ) {strict};

        CREATE TABLE release_key (
            organization_id {id} PRIMARY KEY REFERENCES organization (id),
            sealed {bytes} NOT NULL,
            created_at {instant} NOT NULL
        ) {strict};

        CREATE TABLE release (
            id {id} PRIMARY KEY,
            organization_id {id} NOT NULL REFERENCES organization (id),
            month {text} NOT NULL CHECK (length(month) = 7),
            state {text} NOT NULL CHECK (state IN ('due', 'computing', 'frozen', 'withdrawn')),
            state_reason {text},
            k_scores {int},
            k_participation {int},
            policy_since {instant},
            tree {json},
            frozen_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            UNIQUE (organization_id, month),
            CHECK ((state IN ('frozen', 'withdrawn')) = (frozen_at IS NOT NULL)),
            CHECK (frozen_at IS NULL
                   OR (k_scores IS NOT NULL AND k_participation IS NOT NULL AND policy_since IS NOT NULL AND tree IS NOT NULL)),
            CHECK (state <> 'withdrawn' OR state_reason IS NOT NULL)
        ) {strict};
        CREATE INDEX release_month ON release (month);
        CREATE INDEX release_created_at ON release (created_at);

        CREATE TABLE release_cell (
            release_id {id} NOT NULL REFERENCES release (id),
            unit_kind {text} NOT NULL CHECK (unit_kind IN ('organization', 'department', 'site')),
            unit_id {text} NOT NULL,
            figure {text} NOT NULL CHECK (figure IN ('participation', 'total', 'domain')),
            domain {text} NOT NULL,
            shown {text} NOT NULL CHECK (shown IN ('value', 'band', 'suppressed')),
            value {int},
            band {text},
            PRIMARY KEY (release_id, unit_kind, unit_id, figure, domain),
            CHECK ((figure = 'domain') = (domain <> '')),
            CHECK ((shown = 'value') = (value IS NOT NULL)),
            CHECK ((shown = 'suppressed') = (band IS NULL))
        ) {strict};

        CREATE TABLE release_member (
            release_id {id} NOT NULL REFERENCES release (id),
            pseudonym {text} NOT NULL,
            department_id {id},
            site {text},
            contributed {bool} NOT NULL,
            PRIMARY KEY (release_id, pseudonym)
        ) {strict};
        CREATE INDEX release_member_pseudonym ON release_member (pseudonym);

        CREATE TABLE release_file (
            release_id {id} NOT NULL REFERENCES release (id),
            format {text} NOT NULL CHECK (format IN ('pdf', 'csv')),
            language {text} NOT NULL,
            file_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
            PRIMARY KEY (release_id, format, language)
        ) {strict};

        CREATE VIEW org_release_view AS
        SELECT r.id, r.organization_id, r.month, r.state, r.state_reason, r.k_scores, r.k_participation, r.policy_since,
               r.tree, r.frozen_at, r.version
          FROM release r WHERE r.state IN ('frozen', 'withdrawn');

        CREATE VIEW org_participation_view AS
        SELECT r.organization_id, r.month, c.release_id, c.unit_kind, c.unit_id, c.shown, c.value, c.band
          FROM release_cell c JOIN release r ON r.id = c.release_id
         WHERE r.state = 'frozen' AND c.figure = 'participation';

        CREATE VIEW org_domain_scores_view AS
        SELECT r.organization_id, r.month, c.release_id, c.unit_kind, c.unit_id, c.figure, c.domain, c.shown, c.value, c.band
          FROM release_cell c JOIN release r ON r.id = c.release_id
         WHERE r.state = 'frozen' AND c.figure IN ('total', 'domain');

        --pg
        CREATE FUNCTION release_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a release never changes'; END $$;
        CREATE TRIGGER release_frozen_once BEFORE UPDATE OF organization_id, month, k_scores, k_participation, policy_since, tree, frozen_at
            ON release FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION release_is_frozen();
        CREATE TRIGGER release_cell_frozen BEFORE UPDATE ON release_cell
            FOR EACH ROW EXECUTE FUNCTION release_is_frozen();
        CREATE TRIGGER release_member_frozen BEFORE UPDATE OF release_id, department_id, site, contributed ON release_member
            FOR EACH ROW EXECUTE FUNCTION release_is_frozen();
        --sqlite
        CREATE TRIGGER release_frozen_once BEFORE UPDATE OF organization_id, month, k_scores, k_participation, policy_since, tree, frozen_at
            ON release WHEN OLD.frozen_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
        CREATE TRIGGER release_cell_frozen BEFORE UPDATE ON release_cell
            BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
        CREATE TRIGGER release_member_frozen BEFORE UPDATE OF release_id, department_id, site, contributed ON release_member
            BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
        --all
        """
    )
]
