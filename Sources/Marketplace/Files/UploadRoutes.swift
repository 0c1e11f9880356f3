import Kernel
import Platform
import Store
import Web

/// Uploads for later use.
enum UploadRoutes {
    static let routes = rows.tagged("Files")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path       handler  needs
        Post("/files",  upload,  .fileUpload, "Upload a file for later use", details: "A picture of a person up to 5 MB; a picture or PDF for a job or dispute up to 20 MB. A file that nothing uses within 24 hours is deleted.")
            .upTo(bytes: 21 << 20).refuses(.fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .fileMismatch, .tooLarge, .unsupportedMediaType)
    }

    static func upload(_ call: Call, form: FileForm<NewUpload>) async throws -> Created<UploadView> {
        let account = try call.account
        let (members, file) = try await form.received(call, widest: UploadedFile.Purpose.widest) {
            $0.purpose.rules
        }
        return try await call.site.keeping(file) { tx in
            try Quota.uploads.consume(as: call, tx)
            let kept = try Files.keep(file, owner: account, by: call.actor, tx)
            try tx.execute(
                """
                INSERT INTO uploaded_file (file_id, account_id, purpose, created_at)
                VALUES (\(kept.id), \(account), \(members.purpose), \(tx.now))
                """
            )
            return Created(UploadView(kept, members.purpose, at: tx.now), at: "/files/\(kept.id)")
        }
    }
}

/// The members of an upload.
struct NewUpload: Codable, Sendable {
    /// The purpose of the file.
    var purpose: UploadedFile.Purpose
}

/// An uploaded file.
struct UploadView: View {
    /// To name the file where it is used.
    var fileId: ID<StoredFile>
    /// The purpose of the file.
    var purpose: UploadedFile.Purpose
    /// The file as it was received.
    var file: FileView
    /// When it is deleted unless something uses it before.
    var expiresAt: Instant

    init(_ file: StoredFile, _ purpose: UploadedFile.Purpose, at now: Instant) {
        fileId = file.id
        self.purpose = purpose
        self.file = FileView(file)
        expiresAt = now + UploadedFile.lifetime
    }
}

extension Quota {
    static let uploads = Quota(
        "marketplace.uploads_a_day",
        .fileUpload,
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "uploads in 24 hours"],
        frees: inTime,
        because: "Ten files for each of the twenty jobs that an account may post in a day."
    )
}
