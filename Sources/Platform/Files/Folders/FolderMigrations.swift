import Store

let folderMigration = Migration(
    id: "platform/folders-001",
    """
    CREATE TABLE folder (
        id {id} PRIMARY KEY,
        owner_id {id} NOT NULL REFERENCES account (id),
        parent_id {id} REFERENCES folder (id),
        name {text} NOT NULL,
        name_key {text} NOT NULL,
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK (parent_id IS NULL OR parent_id <> id)
    ) {strict};
    CREATE UNIQUE INDEX folder_name ON folder (owner_id, COALESCE(parent_id, owner_id), name_key);
    CREATE INDEX folder_parent ON folder (parent_id);

    CREATE TABLE user_file (
        id {id} PRIMARY KEY,
        owner_id {id} NOT NULL REFERENCES account (id),
        folder_id {id} REFERENCES folder (id),
        name {text} NOT NULL,
        topic {text},
        search_text {text} NOT NULL,
        version_n {int} NOT NULL CHECK (version_n > 0),
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL
    ) {strict};
    CREATE INDEX user_file_owner ON user_file (owner_id, id);
    CREATE INDEX user_file_folder ON user_file (folder_id, id);

    CREATE TABLE file_version (
        file_id {id} NOT NULL REFERENCES user_file (id) ON DELETE CASCADE,
        n {int} NOT NULL CHECK (n > 0),
        stored_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
        author_id {id} REFERENCES account (id),
        created_at {instant} NOT NULL,
        PRIMARY KEY (file_id, n)
    ) {strict};
    CREATE INDEX file_version_author ON file_version (author_id);

    CREATE TABLE file_share (
        id {id} PRIMARY KEY,
        file_id {id} REFERENCES user_file (id) ON DELETE CASCADE,
        folder_id {id} REFERENCES folder (id) ON DELETE CASCADE,
        sharer_id {id} NOT NULL REFERENCES account (id),
        receiver_id {id} NOT NULL REFERENCES account (id),
        can_edit {bool} NOT NULL,
        expires_at {instant},
        via_id {id} REFERENCES file_share (id) ON DELETE CASCADE,
        created_at {instant} NOT NULL,
        CHECK ((file_id IS NULL) <> (folder_id IS NULL)),
        CHECK (sharer_id <> receiver_id)
    ) {strict};
    CREATE INDEX file_share_receiver ON file_share (receiver_id);
    CREATE INDEX file_share_sharer ON file_share (sharer_id);
    CREATE INDEX file_share_file ON file_share (file_id);
    CREATE INDEX file_share_folder ON file_share (folder_id);
    CREATE INDEX file_share_via ON file_share (via_id);
    CREATE INDEX file_share_expires_at ON file_share (expires_at) WHERE expires_at IS NOT NULL;

    CREATE TABLE file_open (
        id {id} PRIMARY KEY,
        file_id {id} NOT NULL REFERENCES user_file (id) ON DELETE CASCADE,
        account_id {id} NOT NULL REFERENCES account (id),
        kind {text} NOT NULL CHECK (kind IN ('view', 'download')),
        at {instant} NOT NULL
    ) {strict};
    CREATE INDEX file_open_file ON file_open (file_id, at);
    CREATE INDEX file_open_account ON file_open (account_id);
    CREATE INDEX file_open_at ON file_open (at);

    CREATE TABLE file_pin (
        stored_id {id} NOT NULL REFERENCES stored_file (id),
        cause {text} NOT NULL,
        subject_id {id} NOT NULL,
        PRIMARY KEY (stored_id, cause, subject_id)
    ) {strict};
    CREATE INDEX file_pin_subject ON file_pin (cause, subject_id);

    CREATE TABLE file_usage (
        account_id {id} PRIMARY KEY REFERENCES account (id),
        bytes {int} NOT NULL CHECK (bytes >= 0),
        files {int} NOT NULL CHECK (files >= 0)
    ) {strict};

    CREATE TABLE file_zip (
        id {id} PRIMARY KEY,
        account_id {id} NOT NULL REFERENCES account (id),
        items {json} NOT NULL,
        expires_at {instant} NOT NULL
    ) {strict};
    CREATE INDEX file_zip_account ON file_zip (account_id);
    CREATE INDEX file_zip_expires_at ON file_zip (expires_at);
    """
)
