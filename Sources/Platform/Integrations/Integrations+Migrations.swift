import Store

extension Integrations {
    static let migration = Migration(
        id: "platform/integrations-001",
        """
        CREATE TABLE integration (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            provider {text} NOT NULL CHECK (provider <> ''),
            sealed {bytes} NOT NULL,
            access {json} NOT NULL,
            has_calendar {bool} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('linked', 'broken')),
            linked_at {instant} NOT NULL,
            listed_at {instant},
            warned_at {instant},
            UNIQUE (account_id, provider)
        ) {strict};
        CREATE TABLE integration_request (
            id {id} PRIMARY KEY,
            hash {bytes} NOT NULL UNIQUE,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            provider {text} NOT NULL,
            verifier {bytes} NOT NULL,
            return_to {text} NOT NULL,
            expires_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX integration_request_account ON integration_request (account_id);
        CREATE INDEX integration_request_expires_at ON integration_request (expires_at);
        CREATE TABLE revoked_grant (
            id {id} PRIMARY KEY,
            sealed {bytes} NOT NULL
        ) {strict};
        CREATE TABLE calendar_link (
            id {id} PRIMARY KEY,
            integration_id {id} NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
            resource_id {id} NOT NULL REFERENCES booking_resource (id),
            calendar {text} NOT NULL,
            name {text} NOT NULL,
            is_primary {bool} NOT NULL,
            is_detailed {bool} NOT NULL,
            is_writable {bool} NOT NULL,
            is_read {bool} NOT NULL,
            is_written {bool} NOT NULL,
            sync_token {text},
            read_at {instant},
            reading {int} NOT NULL DEFAULT 0,
            asked {int} NOT NULL DEFAULT 0,
            UNIQUE (integration_id, calendar),
            CHECK (is_writable OR NOT is_written)
        ) {strict};
        CREATE INDEX calendar_link_resource ON calendar_link (resource_id);
        CREATE INDEX calendar_link_read ON calendar_link (id) WHERE is_read;
        CREATE TABLE calendar_channel (
            id {id} PRIMARY KEY,
            link_id {id} NOT NULL REFERENCES calendar_link (id) ON DELETE CASCADE,
            hash {bytes} NOT NULL,
            resource {text},
            renew_at {instant} NOT NULL,
            expires_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX calendar_channel_link ON calendar_channel (link_id);
        CREATE TABLE calendar_entry (
            subject_id {id} NOT NULL,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            link_id {id} NOT NULL REFERENCES calendar_link (id) ON DELETE CASCADE,
            conference {text},
            PRIMARY KEY (subject_id, account_id)
        ) {strict};
        CREATE INDEX calendar_entry_account ON calendar_entry (account_id);
        CREATE INDEX calendar_entry_link ON calendar_entry (link_id);
        CREATE TABLE outside_meeting (
            subject_id {id} PRIMARY KEY,
            number {text},
            asked_at {instant} NOT NULL
        ) {strict};
        CREATE TABLE drive_file (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            file_id {id} NOT NULL,
            stored_id {id} NOT NULL,
            number {text} NOT NULL,
            url {text},
            made_at {instant} NOT NULL,
            UNIQUE (account_id, stored_id)
        ) {strict};
        CREATE TABLE drive_permission (
            id {id} PRIMARY KEY,
            drive_file_id {id} NOT NULL REFERENCES drive_file (id) ON DELETE CASCADE,
            receiver_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            number {text} NOT NULL,
            UNIQUE (drive_file_id, receiver_id)
        ) {strict};
        CREATE INDEX drive_permission_receiver ON drive_permission (receiver_id);
        """
    )
}
