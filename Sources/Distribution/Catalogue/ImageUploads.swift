import Kernel
import Platform
import Store
import Web

/// Upload and download of catalogue images.
enum ImageUploads {
    private static let rules = FileRules([.jpeg, .png, .webp], upTo: 5 << 20)

    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //   path                handler  needs
        Post("/upload",      upload,  .imageUpload, "Upload a product image",
               details: "A JPEG, PNG or WebP file of at most 5 MB. Products refer to it by its id; images without a product are deleted after seven days.")
            .upTo(bytes: 6 << 20).refuses(.tooLarge, .unsupportedMediaType, .fileMismatch, .fileDamaged, .fileAmbiguous, .fileEmpty)
        Get ("/images/{id}", show,    .anyone,      "Download a product image",
               details: "The content of an id never changes, so the answer may be cached forever.").uncounted.refuses(.fileQuarantined, .fileInfected)
    }

    static func upload(_ call: Call, form: FileForm<Image>) async throws -> Created<UploadedImageView> {
        let file = try await form.received(call, rules)
        return try await call.site.keeping(file) { tx in
            try Quota.imageBytes.consume(file.size, as: call, tx)
            _ = try Files.keep(file, owner: nil, by: call.actor, tx)
            try tx.execute(
                "INSERT INTO catalogue_image (file_id, created_at) VALUES (\(file.id), \(tx.now))"
            )
            return Created(UploadedImageView(file), at: "/images/\(file.id)")
        }
    }

    /// The content of an identity never changes, so it may be cached forever.
    static func show(_ call: Call, id: ID<StoredFile>) async throws -> Download {
        let file = try await call.db.read { tx in
            guard try !ProductImages.known([id], tx).isEmpty else { throw Problem(.notFound) }
            return try StoredFile.find(id, tx).openable()
        }
        var download = file.download(at: call.site, isInline: true)
        download.cacheControl = "public, max-age=31536000, immutable"
        return download
    }
}

/// The form members of an image upload: none but the file.
struct Image: Codable, Sendable {}

/// An image as it was received.
struct UploadedImageView: View {
    var id: ID<StoredFile>
    /// Path below the site's address.
    var url: String
    /// The type detected from the content: `image/jpeg`, `image/png` or `image/webp`.
    var mediaType: String
    /// Length in bytes.
    var size: Int

    init(_ file: ReceivedFile) {
        id = file.id
        url = ImageView(file.id).url
        mediaType = file.mediaType.rawValue
        size = file.size
    }
}
