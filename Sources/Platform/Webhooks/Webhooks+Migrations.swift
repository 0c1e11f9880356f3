import Store

extension Webhooks {
    static let migrations = [
        Migration(
            id: "platform/webhooks-001",
            """
            CREATE TABLE webhook_endpoint (
                id {id} PRIMARY KEY,
                url {text} NOT NULL,
                description {text} NOT NULL,
                events {json} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('active', 'disabled')),
                disabled_reason {text} CHECK (disabled_reason IN ('by_administrator', 'gone', 'failing')),
                disabled_at {instant},
                secret {bytes} NOT NULL,
                previous_secret {bytes},
                previous_until {instant},
                failing_since {instant},
                created_by {id},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL AND disabled_at IS NOT NULL)),
                CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
            ) {strict};
            CREATE TABLE webhook_event (
                id {id} PRIMARY KEY,
                type {text} NOT NULL,
                subject_id {id},
                at {instant} NOT NULL,
                payload {text} NOT NULL
            ) {strict};
            CREATE INDEX webhook_event_at ON webhook_event (at);
            CREATE TABLE webhook_delivery (
                id {id} PRIMARY KEY,
                endpoint_id {id} NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
                event_id {id} NOT NULL REFERENCES webhook_event (id) ON DELETE CASCADE,
                state {text} NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'held')),
                attempt {int} NOT NULL,
                next_at {instant},
                claim {id},
                claimed_until {instant},
                last_status {int},
                last_error {text},
                created_at {instant} NOT NULL,
                finished_at {instant},
                UNIQUE (event_id, endpoint_id),
                CHECK ((claim IS NULL) = (claimed_until IS NULL)),
                CHECK ((state = 'pending') = (next_at IS NOT NULL)),
                CHECK ((state = 'pending') = (finished_at IS NULL)),
                CHECK (state = 'pending' OR claim IS NULL)
            ) {strict};
            CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_at, id) WHERE state = 'pending';
            CREATE INDEX webhook_delivery_claims ON webhook_delivery (endpoint_id, claimed_until) WHERE claim IS NOT NULL;
            CREATE INDEX webhook_delivery_list ON webhook_delivery (endpoint_id, id);
            CREATE TABLE webhook_attempt (
                id {id} PRIMARY KEY,
                delivery_id {id} NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
                at {instant} NOT NULL,
                duration_ms {int} NOT NULL,
                status {int},
                error {text},
                answer {text},
                CHECK ((status IS NULL) <> (error IS NULL))
            ) {strict};
            CREATE INDEX webhook_attempt_delivery ON webhook_attempt (delivery_id, id);
            """
        )
    ]
}
