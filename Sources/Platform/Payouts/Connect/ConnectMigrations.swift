import Store

extension Connect {
    static let migrations = [
        Migration(
            id: "platform/connect-001",
            """
            CREATE TABLE connected_account (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL UNIQUE REFERENCES account (id),
                country {text} NOT NULL,
                reference {text} UNIQUE,
                is_ready {bool} NOT NULL,
                requirements {json} NOT NULL,
                read_at {instant},
                created_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX connected_account_read ON connected_account (read_at) WHERE reference IS NOT NULL;
            CREATE TABLE transfer (
                id {id} PRIMARY KEY,
                subject_id {id} NOT NULL UNIQUE,
                destination {text} NOT NULL,
                amount {int} NOT NULL CHECK (amount > 0),
                currency {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('pending', 'done', 'failed', 'reversed')),
                reference {text} UNIQUE,
                failure {text},
                reversed {int} NOT NULL CHECK (reversed >= 0 AND reversed <= amount),
                sent_at {instant},
                doubted_at {instant},
                created_at {instant} NOT NULL,
                finished_at {instant},
                CHECK ((state IN ('done', 'reversed')) = (reference IS NOT NULL)),
                CHECK ((state = 'failed') = (failure IS NOT NULL))
            ) {strict};
            CREATE INDEX transfer_pending ON transfer (created_at) WHERE state = 'pending';
            CREATE TABLE transfer_reversal (
                id {id} PRIMARY KEY,
                transfer_id {id} NOT NULL REFERENCES transfer (id),
                amount {int} NOT NULL CHECK (amount > 0),
                state {text} NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
                failure {text},
                created_at {instant} NOT NULL,
                finished_at {instant}
            ) {strict};
            CREATE UNIQUE INDEX transfer_reversal_pending ON transfer_reversal (transfer_id) WHERE state = 'pending';
            """
        ),
        // Parts that had come back were stored and never booked; forgotten here, they are booked at the next reading, which
        // comes soon: none of the transfers has been read.
        Migration(
            id: "platform/connect-002-parts",
            """
            UPDATE transfer SET reversed = 0 WHERE state = 'done' AND reversed > 0;
            ALTER TABLE transfer ADD COLUMN read_at {instant};
            CREATE INDEX transfer_read ON transfer (read_at) WHERE state = 'done';
            """
        ),
    ]
}
