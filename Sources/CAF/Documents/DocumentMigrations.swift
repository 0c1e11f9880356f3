import Store

/// The tables of documents.
let documentMigrations: [Migration] = [
    Migration(
        id: "caf/004-documents",
        """
        CREATE TABLE document (
            id {id} PRIMARY KEY,
            request_id {id} NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
            requested_document_id {id} REFERENCES requested_document (id) ON DELETE SET NULL,
            category {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
            reason {text},
            note {text},
            reviewed_by {id} REFERENCES account (id),
            reviewed_at {instant},
            newest {int} NOT NULL CHECK (newest > 0),
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (state <> 'rejected' OR reason IS NOT NULL),
            CHECK ((state = 'pending') = (reviewed_at IS NULL))
        ) {strict};
        CREATE INDEX document_request ON document (request_id, category);
        CREATE INDEX document_newest ON document (created_at, id);
        CREATE INDEX document_answer ON document (requested_document_id);

        CREATE TABLE document_version (
            document_id {id} NOT NULL REFERENCES document (id) ON DELETE CASCADE,
            number {int} NOT NULL CHECK (number > 0),
            file_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
            uploaded_by {id} REFERENCES account (id),
            uploaded_at {instant} NOT NULL,
            PRIMARY KEY (document_id, number)
        ) {strict};

        CREATE TABLE document_upload (
            file_id {id} PRIMARY KEY REFERENCES stored_file (id) ON DELETE CASCADE,
            request_id {id} NOT NULL REFERENCES service_request (id) ON DELETE CASCADE,
            category {text} NOT NULL,
            requested_document_id {id}
        ) {strict};
        CREATE INDEX document_upload_request ON document_upload (request_id);
        """
    )
]
