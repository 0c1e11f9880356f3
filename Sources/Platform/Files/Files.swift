import Kernel
import Store
import Web

/// Files of a site: taken in with suspicion, kept out of the way, handed out by addresses that expire.
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
        // Nobody has looked into older papers: they count as active until someone has a copy made.
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

// swift-format-ignore
extension Problem.Code {
    package static let fileEmpty       = Self("files.empty", 422, ["en": "The file is empty.", "it": "Il file è vuoto.", "ar": "الملف فارغ.", "ku": "فایلەکە بەتاڵە."])
    package static let fileDamaged     = Self("files.damaged", 422, ["en": "The file is damaged or not complete.", "it": "Il file è danneggiato o incompleto.", "ar": "الملف تالف أو غير مكتمل.", "ku": "فایلەکە تێکچووە یان ناتەواوە."])
    package static let fileAmbiguous   = Self("files.ambiguous", 422, ["en": "The file is of several types at once.", "it": "Il file è di più tipi contemporaneamente.", "ar": "الملف من عدة أنواع في آن واحد.", "ku": "فایلەکە لە یەک کاتدا چەند جۆرە."])
    package static let fileActive      = Self("files.active", 422, ["en": "Files that run something when they are opened are not accepted.", "it": "I file che eseguono qualcosa all'apertura non sono accettati.", "ar": "لا تُقبل الملفات التي تشغّل شيئاً عند فتحها.", "ku": "فایلێک کە لە کاتی کردنەوەدا شتێک کارپێبکات وەرناگیرێت."])
    package static let fileMismatch    = Self("files.mismatch", 422, ["en": "The file is not what its name or type says.", "it": "Il file non corrisponde al nome o al tipo dichiarato.", "ar": "الملف ليس كما يقول اسمه أو نوعه.", "ku": "فایلەکە ئەوە نییە کە ناو یان جۆرەکەی دەڵێت."])
    package static let fileQuarantined = Self("files.quarantined", 409, ["en": "The file is still being checked for viruses.", "it": "Il file è ancora in fase di controllo antivirus.", "ar": "ما زال الملف يُفحص من الفيروسات.", "ku": "هێشتا فایلەکە بۆ ڤایرۆس دەپشکنرێت."])
    package static let fileInfected    = Self("files.infected", 409, ["en": "The file had a virus and was removed.", "it": "Il file conteneva un virus ed è stato rimosso.", "ar": "كان في الملف فيروس فأُزيل.", "ku": "فایلەکە ڤایرۆسی تێدابوو و سڕایەوە."])
    package static let linkExpired     = Self("files.link_expired", 410, ["en": "The link has expired.", "it": "Il collegamento è scaduto.", "ar": "انتهت صلاحية الرابط.", "ku": "ماوەی بەستەرەکە تەواو بووە."])
    package static let linkUsed        = Self("files.link_used", 410, ["en": "The link has been used already.", "it": "Il collegamento è già stato utilizzato.", "ar": "استُخدم الرابط من قبل.", "ku": "بەستەرەکە پێشتر بەکارهاتووە."])
}

// swift-format-ignore
extension Refusal {
    static let fileMissing    = Refusal("file_missing", ["en": "a file is needed", "it": "serve un file", "ar": "يلزم ملف", "ku": "فایلێک پێویستە"])
    static let memberRepeated = Refusal("repeated", ["en": "is given more than once", "it": "è indicato più di una volta", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let fileRequired   = Refusal("file_required", ["en": "must be a file with a name", "it": "deve essere un file con un nome", "ar": "يجب أن يكون ملفاً له اسم", "ku": "دەبێت فایلێک بێت کە ناوی هەبێت"])
}
