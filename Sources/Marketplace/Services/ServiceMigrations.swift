import Store

extension Service {
    static let migrations = [
        Migration(
            id: "marketplace/services-001",
            """
            CREATE TABLE category (
                id {id} PRIMARY KEY,
                name {text} NOT NULL,
                name_key {text} NOT NULL,
                parent_id {id} REFERENCES category (id),
                created_at {instant} NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX category_root_name ON category (name_key) WHERE parent_id IS NULL;
            CREATE UNIQUE INDEX category_name ON category (parent_id, name_key) WHERE parent_id IS NOT NULL;

            CREATE TABLE service (
                id {id} PRIMARY KEY,
                category_id {id} NOT NULL REFERENCES category (id),
                name {text} NOT NULL,
                name_key {text} NOT NULL,
                description {text} NOT NULL,
                unit {text} NOT NULL CHECK (unit IN ('hour', 'fixed', 'visit')),
                status {text} NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'archived')),
                creator_id {id} REFERENCES provider (id),
                region_id {id} REFERENCES region (id),
                edit {json},
                reason {text},
                waiting_since {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((creator_id IS NULL) = (region_id IS NULL)),
                CHECK (edit IS NULL OR status = 'approved'),
                CHECK ((waiting_since IS NOT NULL) = (status = 'pending' OR edit IS NOT NULL))
            ) {strict};
            CREATE UNIQUE INDEX service_name ON service (category_id, name_key)
             WHERE status IN ('pending', 'approved');
            CREATE INDEX service_newest ON service (created_at, id);
            CREATE INDEX service_creator ON service (creator_id);
            CREATE INDEX service_waiting ON service (waiting_since, id) WHERE waiting_since IS NOT NULL;

            CREATE TABLE offer (
                provider_id {id} NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
                service_id {id} NOT NULL REFERENCES service (id),
                price_minor {int} NOT NULL CHECK (price_minor > 0),
                min_minor {int} CHECK (min_minor > 0),
                is_active {bool} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                PRIMARY KEY (provider_id, service_id)
            ) {strict};
            CREATE INDEX offer_service ON offer (service_id, provider_id) WHERE is_active;
            """
        )
    ]
}
