import Kernel
import Store
import Web

/// A site's files: checked on arrival, scanned for viruses, opened by signed addresses that expire.
package enum Files {
    static let jobs: [any Job.Type] = [
        DeleteObjects.self, DeleteIncoming.self, SweepFiles.self, ScanFile.self, RenderFile.self,
    ]

    static let schedules: [Schedule] = [Every("files.sweep", .minutes(15), SweepFiles())]

    static let problems: [Problem.Code] = [
        .rangeNotSatisfiable, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .fileMismatch,
        .fileQuarantined, .fileInfected, .linkExpired, .linkUsed, .uploadMissing, .uploadCompleted,
        .uploadDiffers, .fileRendering, .fileNotRendered,
    ]

    static let migrations = [
        Migration(
            id: "platform/files-001",
            """
            CREATE TABLE stored_file (
                id {id} PRIMARY KEY,
                owner_id {id} REFERENCES account (id),
                name {text} NOT NULL,
                media_type {text} NOT NULL,
                size {int} NOT NULL CHECK (size > 0),
                sha256 {bytes} NOT NULL CHECK (length(sha256) = 32),
                state {text} NOT NULL CHECK (state IN ('pending', 'quarantined', 'clean', 'infected')),
                finding {text},
                is_incoming {bool} NOT NULL,
                created_at {instant} NOT NULL,
                expires_at {instant},
                scanned_at {instant},
                CHECK ((state = 'pending') = (expires_at IS NOT NULL)),
                CHECK ((state = 'infected') = (finding IS NOT NULL))
            ) {strict};
            CREATE INDEX stored_file_owner ON stored_file (owner_id, id);
            CREATE INDEX stored_file_pending ON stored_file (expires_at) WHERE expires_at IS NOT NULL;
            CREATE TABLE file_link (
                id {id} PRIMARY KEY,
                file_id {id} NOT NULL REFERENCES stored_file (id) ON DELETE CASCADE,
                expires_at {instant} NOT NULL,
                used_at {instant}
            ) {strict};
            CREATE INDEX file_link_file ON file_link (file_id);
            CREATE INDEX file_link_expires_at ON file_link (expires_at);
            """
        ),
        // Older PDFs were never checked: they count as active until a safe copy is made.
        Migration(
            id: "platform/files-002",
            """
            ALTER TABLE stored_file ADD COLUMN is_active {bool} NOT NULL DEFAULT FALSE;
            UPDATE stored_file SET is_active = TRUE WHERE media_type = 'application/pdf';
            CREATE TABLE file_rendering (
                file_id {id} PRIMARY KEY REFERENCES stored_file (id) ON DELETE CASCADE,
                copy_id {id} UNIQUE REFERENCES stored_file (id),
                failure {text},
                created_at {instant} NOT NULL,
                CHECK (copy_id IS NULL OR failure IS NULL)
            ) {strict};
            """
        ),
    ]
}
