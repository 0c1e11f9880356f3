import Kernel
import Platform
import Store
import Web

/// Images on their way in, and out to the world.
enum ImageUploads {
    private static let rules = FileRules([.jpeg, .png, .webp], upTo: 5 << 20)

    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //   path                handler  needs
        Post("/upload",      upload,  .imageUpload, "An image (JPEG, PNG or WebP, 5 MB), to be named by a product")
            .upTo(bytes: 6 << 20).refuses(.tooLarge, .unsupportedMediaType, .fileMismatch, .fileDamaged, .fileAmbiguous, .fileEmpty)
        Get ("/images/{id}", show,    .anyone,      "An image of the catalogue").uncounted.refuses(.fileQuarantined, .fileInfected)
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

    /// What an identity names never changes, so that it may be kept for ever.
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

/// An image tells nothing but itself.
struct Image: Codable, Sendable {}

struct UploadedImageView: View {
    var id: ID<StoredFile>
    var url: String
    var mediaType: String
    var size: Int

    init(_ file: ReceivedFile) {
        id = file.id
        url = ImageView(file.id).url
        mediaType = file.mediaType.rawValue
        size = file.size
    }
}
