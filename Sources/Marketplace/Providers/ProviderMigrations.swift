import Store

extension Provider {
    /// Where searchable providers are; a provider that cannot be found has no row.
    static let places = GeoIndex("provider_place", of: "provider")

    static let migrations = [
        // The long texts come last: searches read the narrow columns of many rows.
        Migration(
            id: "marketplace/providers-001",
            """
            CREATE TABLE provider (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL UNIQUE REFERENCES account (id),
                status {text} NOT NULL CHECK (status IN ('pending', 'active', 'inactive', 'banned')),
                stopped_by {text} CHECK (stopped_by IN ('self', 'staff', 'documents', 'system')),
                tier {int} NOT NULL CHECK (tier BETWEEN 0 AND 3),
                tier_until {instant},
                lat {real} NOT NULL CHECK (lat BETWEEN -90 AND 90),
                lon {real} NOT NULL CHECK (lon BETWEEN -180 AND 180),
                radius_m {int} NOT NULL CHECK (radius_m BETWEEN 1 AND 100000),
                region_id {id} NOT NULL REFERENCES region (id),
                is_listed {bool} NOT NULL,
                payout_kind {text} CHECK (payout_kind IN ('bank', 'paypal')),
                payout_account {bytes},
                payout_last4 {text},
                payout_set_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                business_name {text} NOT NULL,
                bio {text},
                card_name {text} NOT NULL,
                card_bio {text},
                sort_name {text} NOT NULL,
                status_reason {text},
                search_text {text} NOT NULL,
                search_old {int},
                CHECK ((status = 'inactive') = (stopped_by IS NOT NULL)),
                CHECK (status = 'active' OR NOT is_listed),
                CHECK ((payout_kind IS NULL) = (payout_account IS NULL))
            ) {strict};
            CREATE INDEX provider_newest ON provider (created_at, id);
            CREATE INDEX provider_region ON provider (region_id, status);
            CREATE INDEX provider_listed ON provider (region_id) WHERE is_listed;
            CREATE INDEX provider_search_old ON provider (id) WHERE search_old = 1;

            CREATE TABLE provider_figures (
                provider_id {id} PRIMARY KEY REFERENCES provider (id) ON DELETE CASCADE,
                score {real},
                ratings {int} NOT NULL,
                response_min {int},
                responses {int} NOT NULL,
                completed {int} NOT NULL,
                failed {int} NOT NULL,
                awarded {int} NOT NULL,
                started {int} NOT NULL,
                on_time {int} NOT NULL,
                quoted {int} NOT NULL,
                won {int} NOT NULL,
                as_of {instant} NOT NULL
            ) {strict};

            CREATE TABLE provider_document (
                id {id} PRIMARY KEY,
                provider_id {id} NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
                kind {text} NOT NULL CHECK (kind IN ('identity', 'insurance', 'licence', 'other')),
                file_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
                expires_on {date},
                status {text} NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'replaced')),
                reason {text},
                decided_by {id} REFERENCES account (id),
                decided_at {instant},
                replaced_at {instant},
                warned {int},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (status <> 'rejected' OR reason IS NOT NULL),
                CHECK ((status = 'replaced') = (replaced_at IS NOT NULL))
            ) {strict};
            CREATE INDEX provider_document_provider ON provider_document (provider_id, kind);
            CREATE INDEX provider_document_expiry ON provider_document (expires_on) WHERE status = 'approved';
            CREATE INDEX provider_document_replaced ON provider_document (replaced_at) WHERE status = 'replaced';
            CREATE UNIQUE INDEX provider_document_pending ON provider_document (provider_id, kind)
             WHERE status = 'pending' AND kind <> 'other';
            CREATE UNIQUE INDEX provider_document_approved ON provider_document (provider_id, kind)
             WHERE status = 'approved' AND kind <> 'other';
            """
        ),
        places.migration(id: "marketplace/providers-002"),
    ]
}
