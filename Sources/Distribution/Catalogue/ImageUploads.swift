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

    static func upload(_ call: Call, form: ImageForm) async throws -> Created<UploadedImageView> {
        let site = call.site
        let file = try await form.received(call, rules)
        do {
            try await call.db.write { tx in
                try Quota.imageBytes.take(file.size, as: call, tx)
                _ = try Files.keep(file, owner: nil, by: call.actor, tx)
                try tx.execute(
                    "INSERT INTO catalogue_image (file_id, created_at) VALUES (\(file.id), \(tx.now))"
                )
            }
        } catch {
            try await Files.abandon(file, at: site)
            throw error
        }
        return Created(UploadedImageView(file), at: "/images/\(file.id)")
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

/// A form with one image as `file`.
struct ImageForm: RouteInput {
    private let parts: Multipart

    static func describe(_ operation: inout Operation) {
        let file = Schema.Property("file", .text(TextRule(format: "binary")), isRequired: true)
        operation.body = Operation.RequestContent(
            "multipart/form-data",
            .object(name: "ImageForm", [file])
        )
    }

    static func take(from reader: RequestReader) async throws -> Self {
        Self(parts: try await Multipart.take(from: reader))
    }

    /// The image; when anything is refused, nothing is left of it.
    func received(_ call: Call, _ rules: FileRules) async throws -> ReceivedFile {
        var received: ReceivedFile?
        do {
            for try await part in parts {
                guard part.name == "file", received == nil else {
                    throw Problem(.invalid, faults: [Problem.Fault("/\(part.name)", Refusal(.unknownMember))])
                }
                received = try await Files.receive(part, rules, call)
            }
        } catch {
            if let received { try await Files.abandon(received, at: call.site) }
            throw error
        }
        guard let received else {
            throw Problem(.invalid, faults: [Problem.Fault("/file", Refusal(.required))])
        }
        return received
    }
}

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
