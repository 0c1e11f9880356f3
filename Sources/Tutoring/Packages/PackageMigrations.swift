import Platform
import Store

extension Package {
    // A version never changes: purchases name it.
    static let migrations = [
        Migration(
            id: "tutoring/packages-001",
            """
            CREATE TABLE package (
                id {id} PRIMARY KEY,
                tutor_id {id} NOT NULL REFERENCES tutor (id),
                subject {text} NOT NULL REFERENCES subject (code),
                level {text},
                name {text} NOT NULL,
                description {text},
                state {text} NOT NULL CHECK (state IN ('draft', 'published', 'archived')),
                version_n {int} NOT NULL CHECK (version_n > 0),
                search_text {text} NOT NULL,
                search_old {int},
                rating {real},
                rating_sum {int} NOT NULL DEFAULT 0,
                rating_n {int} NOT NULL DEFAULT 0,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE INDEX package_tutor ON package (tutor_id, created_at, id);
            CREATE INDEX package_published ON package (subject, created_at, id) WHERE state = 'published';
            CREATE INDEX package_search_old ON package (id) WHERE search_old = 1;
            CREATE TABLE package_version (
                package_id {id} NOT NULL REFERENCES package (id),
                n {int} NOT NULL CHECK (n > 0),
                lessons {int} NOT NULL CHECK (lessons > 0),
                minutes {int} NOT NULL CHECK (minutes > 0),
                list_price_minor {int} NOT NULL CHECK (list_price_minor > 0),
                validity_days {int} NOT NULL CHECK (validity_days > 0),
                discount {json},
                created_at {instant} NOT NULL,
                PRIMARY KEY (package_id, n)
            ) {strict};
            --pg
            CREATE FUNCTION package_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'the versions of a package never change'; END $$;
            CREATE TRIGGER package_version_fixed BEFORE UPDATE OR DELETE ON package_version
                FOR EACH ROW EXECUTE FUNCTION package_version_is_fixed();
            --sqlite
            CREATE TRIGGER package_version_no_update BEFORE UPDATE ON package_version
                BEGIN SELECT RAISE(ABORT, 'the versions of a package never change'); END;
            CREATE TRIGGER package_version_no_delete BEFORE DELETE ON package_version
                BEGIN SELECT RAISE(ABORT, 'the versions of a package never change'); END;
            --all
            """
        )
    ]
}
