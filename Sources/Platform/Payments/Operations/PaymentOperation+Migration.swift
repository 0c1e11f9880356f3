import Store

extension PaymentOperation {
    /// Extensions of subscriptions; SQLite cannot change a constraint.
    static let extensions = Migration(
        id: "platform/payments-008-extensions",
        """
        --pg
        ALTER TABLE payment_operation DROP CONSTRAINT payment_operation_kind_check;
        ALTER TABLE payment_operation ADD CONSTRAINT payment_operation_kind_check
            CHECK (kind IN ('customer', 'price', 'checkout', 'upgrade', 'cancel', 'resume', 'extend', 'refund'));
        --sqlite
        CREATE TABLE payment_operation_next (
            id {id} PRIMARY KEY,
            kind {text} NOT NULL
                CHECK (kind IN ('customer', 'price', 'checkout', 'upgrade', 'cancel', 'resume', 'extend', 'refund')),
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
        INSERT INTO payment_operation_next SELECT id, kind, account_id, subject_id, lane, request, state, result_id, error,
               created_at, finished_at FROM payment_operation;
        DROP TABLE payment_operation;
        ALTER TABLE payment_operation_next RENAME TO payment_operation;
        CREATE UNIQUE INDEX payment_operation_lane ON payment_operation (lane)
            WHERE lane IS NOT NULL AND state = 'pending';
        CREATE INDEX payment_operation_pending ON payment_operation (created_at) WHERE state = 'pending';
        CREATE INDEX payment_operation_account ON payment_operation (account_id, created_at);
        --all
        """
    )
}
