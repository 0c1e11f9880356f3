import Store

extension Audit {
    static let migrations = [
        Migration(
            id: "platform/audit-001",
            """
            CREATE TABLE audit_entry (
                id {id} PRIMARY KEY,
                at {instant} NOT NULL,
                actor_id {id},
                actor_role {text} NOT NULL,
                action {text} NOT NULL,
                subject_kind {text} NOT NULL,
                subject_id {id},
                details {json} NOT NULL
            ) {strict};
            CREATE INDEX audit_entry_at ON audit_entry (at, id);
            CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at);
            CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, at);
            CREATE TABLE audit_link (
                position {int} PRIMARY KEY,
                entry_id {id} NOT NULL UNIQUE,
                hash {bytes} NOT NULL
            ) {strict};
            --pg
            CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
            CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
                FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
            CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
                FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
            --sqlite
            CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            --all
            """
        ),
        Migration(
            id: "platform/audit-002",
            """
            --pg
            CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
                FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
            CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link
                FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
            --all
            """
        ),
        Migration(
            id: "platform/audit-003",
            """
            ALTER TABLE audit_entry ADD COLUMN request_id {text};
            ALTER TABLE audit_entry ADD COLUMN address {text};
            ALTER TABLE audit_entry ADD COLUMN agent {text};
            CREATE INDEX audit_entry_address ON audit_entry (at, id) WHERE address IS NOT NULL;
            ALTER TABLE audit_link ADD COLUMN key_id {text};
            CREATE TABLE audit_beginning (
                id {int} PRIMARY KEY CHECK (id = 1),
                position {int} NOT NULL,
                hash {bytes} NOT NULL,
                key_id {text} NOT NULL,
                mac {bytes} NOT NULL
            ) {strict};
            --pg
            CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND NEW.address IS NULL AND NEW.agent IS NULL
                   AND to_jsonb(NEW) - 'address' - 'agent' = to_jsonb(OLD) - 'address' - 'agent'
                THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'the audit log is append-only';
            END $$;
            DROP TRIGGER audit_entry_append_only ON audit_entry;
            CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
                FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
            --sqlite
            DROP TRIGGER audit_entry_no_update;
            CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
                WHEN NOT (NEW.address IS NULL AND NEW.agent IS NULL AND NEW.id IS OLD.id AND NEW.at IS OLD.at
                          AND NEW.actor_id IS OLD.actor_id AND NEW.actor_role IS OLD.actor_role
                          AND NEW.action IS OLD.action AND NEW.subject_kind IS OLD.subject_kind
                          AND NEW.subject_id IS OLD.subject_id AND NEW.details IS OLD.details
                          AND NEW.request_id IS OLD.request_id)
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            --all
            """
        ),
    ]
}
