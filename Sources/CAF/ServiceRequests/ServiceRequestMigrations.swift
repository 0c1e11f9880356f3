import Store

/// The tables of requests, append-only.
let serviceRequestMigrations: [Migration] = [
    Migration(
        id: "caf/002-service-requests",
        """
        CREATE TABLE service_request (
            id {id} PRIMARY KEY,
            customer_id {id} NOT NULL REFERENCES profile (account_id),
            service {text} NOT NULL CHECK (service IN ('ISEE', 'MODELLO_730', 'MODELLO_PF', 'IMU')),
            tax_year {int} NOT NULL CHECK (tax_year BETWEEN 2000 AND 2100),
            status {text} NOT NULL CHECK (status IN ('draft', 'submitted', 'in_review', 'missing_documents', 'completed',
                                                     'closed', 'rejected')),
            status_reason {text},
            operator_id {id} REFERENCES account (id),
            duplicate_reason {text},
            sections {json} NOT NULL,
            created_at {instant} NOT NULL,
            queued_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            submitted_at {instant},
            version {int} NOT NULL,
            CHECK (status = 'draft' OR submitted_at IS NOT NULL)
        ) {strict};
        CREATE UNIQUE INDEX service_request_open ON service_request (customer_id, service, tax_year)
            WHERE duplicate_reason IS NULL AND status NOT IN ('closed', 'rejected');
        CREATE INDEX service_request_customer ON service_request (customer_id, created_at, id);
        CREATE INDEX service_request_operator ON service_request (operator_id, queued_at, id);
        CREATE INDEX service_request_newest ON service_request (created_at, id);
        CREATE INDEX service_request_queue ON service_request (queued_at, id);
        CREATE INDEX service_request_updated ON service_request (updated_at, id);

        CREATE TABLE requested_document (
            id {id} PRIMARY KEY,
            request_id {id} NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
            category {text} NOT NULL,
            reason {text} NOT NULL,
            requested_by {id} REFERENCES account (id),
            requested_at {instant} NOT NULL,
            settled_at {instant}
        ) {strict};
        CREATE INDEX requested_document_request ON requested_document (request_id, requested_at);

        CREATE TABLE remark (
            id {id} PRIMARY KEY,
            request_id {id} NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
            audience {text} NOT NULL CHECK (audience IN ('message', 'note')),
            author_id {id} REFERENCES account (id),
            author_role {text} NOT NULL,
            body {text} NOT NULL,
            written_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX remark_request ON remark (request_id, audience, written_at, id);
        """
    ),
    Migration(
        id: "caf/003-service-clock",
        """
        ALTER TABLE service_request ADD COLUMN due_at {instant};
        ALTER TABLE service_request ADD COLUMN paused_at {instant};
        ALTER TABLE service_request ADD COLUMN stopped_at {instant};
        ALTER TABLE service_request ADD COLUMN overdue_noted_at {instant};
        CREATE INDEX service_request_due ON service_request (due_at, id);
        """
    ),
    // Messages and notes get their numbers in their former order.
    Migration(
        id: "caf/service-requests-001",
        """
        ALTER TABLE remark ADD COLUMN seq {int} NOT NULL DEFAULT 0;
        UPDATE remark SET seq = n.place
          FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY request_id, audience ORDER BY written_at, id) AS place
                  FROM remark) n
         WHERE n.id = remark.id;
        CREATE UNIQUE INDEX remark_seq ON remark (request_id, audience, seq);
        """
    ),
    // Since messages are read by number, only writing paid for the index by time.
    Migration(id: "caf/service-requests-002", "DROP INDEX remark_request;"),
]

/// The short codes by which people name a request on the telephone: see Platform/References.
let requestNumbers = Migration(
    id: "caf/006-request-numbers",
    """
    ALTER TABLE service_request ADD COLUMN number {int} NOT NULL DEFAULT 0;
    UPDATE service_request
       SET number = n.place - 1 + COALESCE((SELECT s.next FROM reference_number s), 1)
      FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY created_at, id) AS place FROM service_request) n
     WHERE n.id = service_request.id;
    INSERT INTO reference_number (id, next)
    SELECT 1, t.total + 1 FROM (SELECT COUNT(*) AS total FROM service_request) t WHERE t.total > 0
    ON CONFLICT (id) DO UPDATE SET next = reference_number.next + excluded.next - 1;
    -- 0 is for rows that no server wrote.
    CREATE UNIQUE INDEX service_request_number ON service_request (number) WHERE number > 0;
    """
)
