import Store

let planMigrations = [
    Migration(
        id: "tutoring/plans-001",
        """
        CREATE TABLE lesson_plan (
            id {id} PRIMARY KEY,
            name {text} NOT NULL,
            lessons {int} NOT NULL CHECK (lessons > 0),
            minutes {int} NOT NULL CHECK (minutes > 0),
            price_minor {int} NOT NULL CHECK (price_minor > 0),
            period {text} NOT NULL CHECK (period IN ('month', 'year')),
            cap_minor {int} NOT NULL CHECK (cap_minor > 0),
            state {text} NOT NULL CHECK (state IN ('offered', 'retired')),
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (cap_minor * lessons <= price_minor)
        ) {strict};
        """
    )
]
