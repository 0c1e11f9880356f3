import Store

extension Chat {
    static let migrations = [
        Migration(
            id: "marketplace/chat-001",
            """
            CREATE TABLE chat (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                customer_id {id} NOT NULL REFERENCES account (id),
                provider_id {id} NOT NULL REFERENCES provider (id),
                state {text} NOT NULL CHECK (state IN ('open', 'closed')),
                last_seq {int} NOT NULL CHECK (last_seq >= 0),
                closes_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                UNIQUE (job_id, provider_id)
            ) {strict};
            CREATE INDEX chat_customer ON chat (customer_id, id);
            CREATE INDEX chat_provider ON chat (provider_id, id);

            CREATE TABLE chat_message (
                id {id} NOT NULL,
                chat_id {id} NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
                seq {int} NOT NULL CHECK (seq > 0),
                author_id {id} NOT NULL REFERENCES account (id),
                author_role {text} NOT NULL,
                body {text} NOT NULL,
                original {bytes},
                client_id {text},
                written_at {instant} NOT NULL,
                PRIMARY KEY (chat_id, seq),
                UNIQUE (chat_id, author_id, client_id)
            ) {strict};
            CREATE INDEX chat_message_author ON chat_message (author_id);

            CREATE TABLE chat_reading (
                chat_id {id} NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
                account_id {id} NOT NULL REFERENCES account (id),
                seq {int} NOT NULL CHECK (seq > 0),
                PRIMARY KEY (chat_id, account_id)
            ) {strict};
            """
        )
    ]
}
