import Store

extension Payments {
    static let migrations = [
        Migration(
            id: "platform/payments-001",
            """
            CREATE TABLE payment_customer (
                account_id {id} NOT NULL REFERENCES account (id),
                provider {text} NOT NULL,
                provider_id {text} NOT NULL,
                created_at {instant} NOT NULL,
                forgotten_at {instant},
                PRIMARY KEY (account_id, provider),
                UNIQUE (provider, provider_id)
            ) {strict};
            CREATE TABLE payment_price (
                id {id} PRIMARY KEY,
                provider {text} NOT NULL,
                provider_id {text},
                key {text} NOT NULL,
                amount {int} NOT NULL CHECK (amount >= 0),
                currency {text} NOT NULL,
                period {text} NOT NULL CHECK (period IN ('once', 'month', 'year')),
                created_at {instant} NOT NULL,
                UNIQUE (provider, provider_id)
            ) {strict};
            CREATE UNIQUE INDEX payment_price_offer ON payment_price (provider, key, amount, currency, period);
            CREATE TABLE payment_operation (
                id {id} PRIMARY KEY,
                kind {text} NOT NULL
                    CHECK (kind IN ('customer', 'price', 'checkout', 'upgrade', 'cancel', 'resume', 'refund')),
                account_id {id} REFERENCES account (id),
                subject_id {id},
                lane {text},
                request {json} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
                result_id {text},
                error {text},
                created_at {instant} NOT NULL,
                finished_at {instant},
                CHECK ((state = 'pending') = (finished_at IS NULL)),
                CHECK ((state = 'failed') = (error IS NOT NULL))
            ) {strict};
            CREATE UNIQUE INDEX payment_operation_lane ON payment_operation (lane)
                WHERE lane IS NOT NULL AND state = 'pending';
            CREATE INDEX payment_operation_pending ON payment_operation (created_at) WHERE state = 'pending';
            CREATE INDEX payment_operation_account ON payment_operation (account_id, created_at);
            CREATE TABLE subscription (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                provider {text} NOT NULL,
                provider_id {text} NOT NULL,
                item_id {text} NOT NULL,
                plan_key {text} NOT NULL,
                price_id {text} NOT NULL,
                status {text} NOT NULL CHECK (status IN ('incomplete', 'incomplete_expired', 'trialing', 'active',
                                                         'past_due', 'unpaid', 'canceled', 'paused')),
                period_start {instant} NOT NULL,
                period_end {instant} NOT NULL,
                trial_end {instant},
                cancel_at_period_end {bool} NOT NULL,
                past_due_since {instant},
                canceled_at {instant},
                ended_at {instant},
                started_at {instant} NOT NULL,
                event_at {instant} NOT NULL,
                read_at {instant} NOT NULL,
                version {int} NOT NULL,
                UNIQUE (provider, provider_id),
                CHECK (period_end >= period_start)
            ) {strict};
            CREATE INDEX subscription_account ON subscription (account_id, started_at);
            CREATE INDEX subscription_status ON subscription (status, period_end);
            CREATE TABLE payment (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                subscription_id {id} REFERENCES subscription (id),
                provider {text} NOT NULL,
                provider_id {text} NOT NULL,
                charge_id {text},
                invoice_ref {text},
                purpose {text} NOT NULL,
                amount {int} NOT NULL CHECK (amount > 0),
                refunded {int} NOT NULL,
                fee {int},
                currency {text} NOT NULL,
                status {text} NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled')),
                failure {text},
                created_at {instant} NOT NULL,
                paid_at {instant},
                read_at {instant} NOT NULL,
                version {int} NOT NULL,
                UNIQUE (provider, provider_id),
                CONSTRAINT payment_refunded_within CHECK (refunded >= 0 AND refunded <= amount),
                CHECK ((status = 'succeeded') = (paid_at IS NOT NULL)),
                CHECK (status = 'succeeded' OR refunded = 0)
            ) {strict};
            CREATE INDEX payment_account ON payment (account_id, created_at);
            CREATE INDEX payment_paid ON payment (paid_at) WHERE paid_at IS NOT NULL;
            CREATE TABLE refund (
                id {id} PRIMARY KEY,
                payment_id {id} NOT NULL REFERENCES payment (id),
                provider_id {text} UNIQUE,
                amount {int} NOT NULL CHECK (amount > 0),
                currency {text} NOT NULL,
                reason {text} NOT NULL,
                status {text} NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
                failure {text},
                requested_by {id},
                created_at {instant} NOT NULL,
                settled_at {instant},
                CHECK ((status = 'pending') = (settled_at IS NULL))
            ) {strict};
            CREATE INDEX refund_payment ON refund (payment_id, created_at);
            CREATE TABLE provider_invoice (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                subscription_id {id} REFERENCES subscription (id),
                payment_id {id} REFERENCES payment (id),
                provider {text} NOT NULL,
                provider_id {text} NOT NULL,
                plan_key {text} NOT NULL,
                status {text} NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'uncollectible', 'void')),
                reason {text} NOT NULL,
                amount {int} NOT NULL CHECK (amount >= 0),
                currency {text} NOT NULL,
                period_start {instant} NOT NULL,
                period_end {instant} NOT NULL,
                attempts {int} NOT NULL,
                created_at {instant} NOT NULL,
                paid_at {instant},
                read_at {instant} NOT NULL,
                UNIQUE (provider, provider_id),
                CHECK ((status = 'paid') = (paid_at IS NOT NULL))
            ) {strict};
            CREATE INDEX provider_invoice_account ON provider_invoice (account_id, created_at);
            CREATE TABLE payment_event (
                id {id} PRIMARY KEY,
                provider {text} NOT NULL,
                event_id {text} NOT NULL,
                type {text} NOT NULL,
                object {json} NOT NULL,
                created_at {instant} NOT NULL,
                received_at {instant} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('received', 'applied', 'ignored')),
                outcome {text},
                finished_at {instant},
                UNIQUE (provider, event_id),
                CHECK ((state = 'received') = (finished_at IS NULL))
            ) {strict};
            CREATE INDEX payment_event_waiting ON payment_event (received_at) WHERE state = 'received';
            CREATE INDEX payment_event_finished ON payment_event (finished_at) WHERE finished_at IS NOT NULL;
            """
        ),
        Migration(
            id: "platform/payments-002",
            """
            --pg
            CREATE FUNCTION refund_stays_within() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE paid bigint;
            BEGIN
                IF NEW.status = 'failed' THEN RETURN NEW; END IF;
                SELECT amount INTO paid FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
                IF (SELECT COALESCE(SUM(amount), 0) FROM refund
                     WHERE payment_id = NEW.payment_id AND status <> 'failed' AND id <> NEW.id) + NEW.amount > paid THEN
                    RAISE EXCEPTION 'refunds exceed what was paid' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refund_within BEFORE INSERT OR UPDATE ON refund
                FOR EACH ROW EXECUTE FUNCTION refund_stays_within();
            --sqlite
            CREATE TRIGGER refund_within BEFORE INSERT ON refund WHEN NEW.status <> 'failed'
                AND (SELECT COALESCE(SUM(amount), 0) FROM refund
                      WHERE payment_id = NEW.payment_id AND status <> 'failed') + NEW.amount
                    > (SELECT amount FROM payment WHERE id = NEW.payment_id)
                BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
            CREATE TRIGGER refund_stays_within BEFORE UPDATE ON refund WHEN NEW.status <> 'failed'
                AND (SELECT COALESCE(SUM(amount), 0) FROM refund
                      WHERE payment_id = NEW.payment_id AND status <> 'failed' AND id <> NEW.id) + NEW.amount
                    > (SELECT amount FROM payment WHERE id = NEW.payment_id)
                BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
            --all
            """
        ),
        Ledger.migration, PaymentChargeback.migration, PaymentOperation.extensions,
    ]
}
