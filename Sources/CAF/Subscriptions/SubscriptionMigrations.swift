import Kernel
import Store

let subscriptionMigrations: [Migration] = [
    Migration(
        id: "caf/subscriptions-001",
        """
        CREATE TABLE plan (
            id {id} PRIMARY KEY,
            code {text} NOT NULL UNIQUE,
            name {json} NOT NULL,
            description {json},
            terms {json} NOT NULL,
            price {int} NOT NULL CHECK (price >= 0),
            is_welcome {bool} NOT NULL,
            status {text} NOT NULL CHECK (status IN ('offered', 'retired')),
            created_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX plan_welcome ON plan (is_welcome) WHERE is_welcome AND status = 'offered';
        CREATE TABLE plan_allowance (
            account_id {id} NOT NULL REFERENCES account (id),
            service {text} NOT NULL,
            window_start {instant} NOT NULL,
            used {int} NOT NULL,
            granted {int},
            PRIMARY KEY (account_id, service, window_start),
            CHECK (used >= 0 AND (granted IS NULL OR used <= granted))
        ) {strict};
        CREATE TABLE plan_usage (
            request_id {id} PRIMARY KEY REFERENCES service_request (id) ON DELETE CASCADE,
            account_id {id} NOT NULL REFERENCES account (id),
            plan_id {id} NOT NULL REFERENCES plan (id),
            service {text} NOT NULL,
            window_start {instant} NOT NULL,
            consumed_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX plan_usage_account ON plan_usage (account_id, window_start);
        CREATE INDEX plan_usage_plan ON plan_usage (plan_id);
        ALTER TABLE service_request ADD COLUMN priority {int} NOT NULL DEFAULT 0;
        CREATE INDEX service_request_priority ON service_request (priority DESC, queued_at, id);
        """
    ),
    Migration(
        id: "caf/subscriptions-002",
        """
        CREATE TABLE plan_grant (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            plan_id {id} NOT NULL REFERENCES plan (id),
            starts_at {instant} NOT NULL,
            ends_at {instant} NOT NULL,
            reason {text} NOT NULL,
            granted_by {id},
            revoked_at {instant},
            revoked_by {id},
            revoke_reason {text},
            CHECK (ends_at > starts_at),
            CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL))
        ) {strict};
        CREATE INDEX plan_grant_account ON plan_grant (account_id, ends_at);
        CREATE INDEX plan_grant_end ON plan_grant (ends_at);
        """
    ),
]
