import Store

extension Charges {
    static let migration = Migration(
        id: "platform/payments-004-charges",
        """
        CREATE TABLE charge (
            id {id} PRIMARY KEY,
            gateway {text} NOT NULL,
            subject_kind {text} NOT NULL,
            subject_id {id} NOT NULL,
            account_id {id} NOT NULL REFERENCES account (id),
            amount {int} NOT NULL CHECK (amount > 0),
            currency {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('created', 'open', 'succeeded', 'failed', 'cancelled', 'lapsed')),
            reference {text},
            url {text},
            payment_reference {text},
            paid {int} CHECK (paid >= 0),
            paid_currency {text},
            fee {int},
            refunded {int} NOT NULL,
            contested {int} NOT NULL CHECK (contested >= 0),
            is_stray {bool} NOT NULL,
            pending_since {instant},
            title {text} NOT NULL,
            pages {json} NOT NULL,
            expires_at {instant} NOT NULL,
            paid_at {instant},
            failure {text},
            read_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            UNIQUE (gateway, reference),
            UNIQUE (gateway, payment_reference),
            CONSTRAINT charge_refunded_within CHECK (refunded >= 0 AND refunded <= COALESCE(paid, 0)),
            CHECK ((payment_reference IS NULL) = (paid IS NULL) AND (paid IS NULL) = (paid_currency IS NULL)),
            CHECK ((paid IS NULL) = (paid_at IS NULL)),
            CHECK (state <> 'succeeded' OR paid = amount AND paid_currency = currency AND NOT is_stray)
        ) {strict};
        CREATE UNIQUE INDEX charge_live ON charge (subject_kind, subject_id) WHERE state IN ('created', 'open', 'failed');
        CREATE UNIQUE INDEX charge_paid ON charge (subject_kind, subject_id) WHERE state = 'succeeded';
        CREATE INDEX charge_subject ON charge (subject_kind, subject_id, id);
        CREATE INDEX charge_account ON charge (account_id, created_at);
        CREATE INDEX charge_watched ON charge (state) WHERE state IN ('open', 'failed');
        CREATE INDEX charge_pending ON charge (pending_since) WHERE pending_since IS NOT NULL;
        CREATE INDEX charge_paid_at ON charge (paid_at) WHERE paid_at IS NOT NULL;
        CREATE TABLE charge_refund (
            id {id} PRIMARY KEY,
            charge_id {id} NOT NULL REFERENCES charge (id),
            amount {int} NOT NULL CHECK (amount > 0),
            currency {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('sent', 'done', 'failed', 'bounced')),
            reference {text},
            failure {text},
            is_foreign {bool} NOT NULL,
            created_at {instant} NOT NULL,
            settled_at {instant},
            CHECK ((state = 'sent') = (settled_at IS NULL))
        ) {strict};
        CREATE INDEX charge_refund_charge ON charge_refund (charge_id, id);
        CREATE TABLE chargeback (
            id {id} PRIMARY KEY,
            charge_id {id} NOT NULL REFERENCES charge (id),
            gateway {text} NOT NULL,
            reference {text} NOT NULL,
            amount {int} NOT NULL CHECK (amount > 0),
            currency {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('opened', 'won', 'lost')),
            created_at {instant} NOT NULL,
            ended_at {instant},
            UNIQUE (gateway, reference),
            CHECK ((state = 'opened') = (ended_at IS NULL))
        ) {strict};
        CREATE INDEX chargeback_charge ON chargeback (charge_id, id);
        CREATE TABLE charge_operation (
            id {id} PRIMARY KEY,
            charge_id {id} NOT NULL REFERENCES charge (id),
            kind {text} NOT NULL CHECK (kind IN ('open', 'capture', 'refund')),
            lane {text},
            request {json} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
            error {text},
            created_at {instant} NOT NULL,
            finished_at {instant},
            CHECK ((state = 'pending') = (finished_at IS NULL)),
            CHECK ((state = 'failed') = (error IS NOT NULL))
        ) {strict};
        CREATE UNIQUE INDEX charge_operation_lane ON charge_operation (lane) WHERE lane IS NOT NULL AND state = 'pending';
        CREATE INDEX charge_operation_charge ON charge_operation (charge_id) WHERE state = 'pending';
        CREATE INDEX charge_operation_pending ON charge_operation (created_at) WHERE state = 'pending';
        CREATE INDEX charge_operation_finished ON charge_operation (finished_at) WHERE finished_at IS NOT NULL;
        CREATE TABLE charge_event (
            id {id} PRIMARY KEY,
            gateway {text} NOT NULL,
            event_id {text} NOT NULL,
            type {text} NOT NULL,
            about {json} NOT NULL,
            created_at {instant} NOT NULL,
            received_at {instant} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('received', 'applied', 'ignored', 'unmatched')),
            finished_at {instant},
            UNIQUE (gateway, event_id),
            CHECK ((state = 'received') = (finished_at IS NULL))
        ) {strict};
        CREATE INDEX charge_event_waiting ON charge_event (received_at) WHERE state = 'received';
        CREATE INDEX charge_event_finished ON charge_event (finished_at) WHERE finished_at IS NOT NULL;
        --pg
        CREATE FUNCTION charge_refund_stays_within() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE most bigint;
        BEGIN
            IF NEW.state IN ('failed', 'bounced') THEN RETURN NEW; END IF;
            SELECT paid INTO most FROM charge WHERE id = NEW.charge_id FOR NO KEY UPDATE;
            IF (SELECT COALESCE(SUM(amount), 0) FROM charge_refund
                 WHERE charge_id = NEW.charge_id AND state IN ('sent', 'done') AND id <> NEW.id) + NEW.amount
                > COALESCE(most, 0) THEN
                RAISE EXCEPTION 'refunds exceed what was paid' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER charge_refund_within BEFORE INSERT OR UPDATE ON charge_refund
            FOR EACH ROW EXECUTE FUNCTION charge_refund_stays_within();
        --sqlite
        CREATE TRIGGER charge_refund_within BEFORE INSERT ON charge_refund WHEN NEW.state IN ('sent', 'done')
            AND (SELECT COALESCE(SUM(amount), 0) FROM charge_refund
                  WHERE charge_id = NEW.charge_id AND state IN ('sent', 'done')) + NEW.amount
                > (SELECT COALESCE(paid, 0) FROM charge WHERE id = NEW.charge_id)
            BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
        CREATE TRIGGER charge_refund_stays_within BEFORE UPDATE ON charge_refund WHEN NEW.state IN ('sent', 'done')
            AND (SELECT COALESCE(SUM(amount), 0) FROM charge_refund
                  WHERE charge_id = NEW.charge_id AND state IN ('sent', 'done') AND id <> NEW.id) + NEW.amount
                > (SELECT COALESCE(paid, 0) FROM charge WHERE id = NEW.charge_id)
            BEGIN SELECT RAISE(ABORT, 'refunds exceed what was paid'); END;
        --all
        """
    )
}
