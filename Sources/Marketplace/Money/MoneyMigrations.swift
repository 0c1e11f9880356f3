import Platform
import Store

let moneyMigrations = [
    Migration(
        id: "marketplace/money-001",
        """
        CREATE TABLE escrow (
            award_id {id} PRIMARY KEY REFERENCES award (id),
            job_id {id} NOT NULL UNIQUE REFERENCES market_job (id),
            charge_id {id} NOT NULL UNIQUE REFERENCES charge (id),
            gateway {text} NOT NULL,
            provider_id {id} NOT NULL REFERENCES provider (id),
            region_id {id} NOT NULL REFERENCES region (id),
            amount {int} NOT NULL CHECK (amount > 0),
            commission {int} NOT NULL,
            held {int} NOT NULL CHECK (held >= 0),
            kept {int} NOT NULL CHECK (kept >= 0),
            kept_commission {int} NOT NULL CHECK (kept_commission >= 0),
            asked {int} NOT NULL CHECK (asked >= 0),
            fee {int},
            released_at {instant},
            version {int} NOT NULL,
            CHECK (commission >= 0 AND commission <= amount),
            CHECK (held + kept <= amount AND kept_commission <= kept),
            CONSTRAINT escrow_asked_within CHECK (asked <= amount)
        ) {strict};
        CREATE INDEX escrow_provider ON escrow (provider_id, job_id);
        CREATE INDEX escrow_region ON escrow (region_id);
        CREATE TABLE refund_request (
            id {id} PRIMARY KEY,
            charge_id {id} NOT NULL REFERENCES charge (id),
            job_id {id} NOT NULL REFERENCES market_job (id),
            cause {text} NOT NULL CHECK (cause IN ('asked', 'cancel', 'dispute', 'chargeback', 'stray', 'gateway')),
            amount {int} NOT NULL CHECK (amount > 0),
            asked {int} NOT NULL CHECK (asked > 0),
            reason {text} NOT NULL,
            requested_by {id},
            requested_role {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('requested', 'half_approved', 'approved', 'sent', 'done', 'failed',
                                                   'bounced', 'rejected', 'withdrawn')),
            first_decider {id},
            first_role {text},
            second_decider {id},
            second_role {text},
            is_from_escrow {bool} NOT NULL,
            payee_minor {int},
            commission_minor {int},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (amount <= asked),
            CHECK ((first_decider IS NULL) = (first_role IS NULL) AND (second_decider IS NULL) = (second_role IS NULL)),
            CHECK (first_decider IS NOT NULL OR second_decider IS NULL),
            CHECK (first_decider IS NULL OR requested_by IS NULL OR first_decider <> requested_by),
            CHECK (second_decider IS NULL OR second_decider <> first_decider)
        ) {strict};
        CREATE INDEX refund_request_charge ON refund_request (charge_id, id);
        CREATE INDEX refund_request_job ON refund_request (job_id, id);
        CREATE INDEX refund_request_undecided ON refund_request (created_at) WHERE state IN ('requested', 'half_approved');
        """
    )
]
