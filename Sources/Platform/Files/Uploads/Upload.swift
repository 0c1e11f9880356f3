import Kernel
import Store
import Web

/// The announcement of a file that is uploaded directly to the storage.
package struct NewUpload: Body {
    /// The file's name with its extension and without a folder.
    package var name: Line<1, 255>
    /// Checked against the content when the upload is completed.
    package var mediaType: ClaimedType
    /// In bytes; the upload must have exactly this size.
    package var size: Int
    /// The uploaded content must have this hash.
    package var sha256: FileHash

    package init(name: Line<1, 255>, mediaType: ClaimedType, size: Int, sha256: FileHash) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
    }
}

/// The SHA-256 of a file in hexadecimal.
package struct FileHash: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        guard text.utf8.count == 64, Hexadecimal.decode(text) != nil else { throw .notAHash }
        return text.lowercased()
    }

    package static let rule = TextRule(
        length: 64...64,
        pattern: "^[0-9a-fA-F]{64}$",
        example: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )

    var bytes: [UInt8] { Hexadecimal.decode(rawValue) ?? [] }
}

/// The request that uploads an announced file: its method, address and headers; its body is the file.
package struct UploadTicket: View {
    /// The announced file, for the operation that completes the upload.
    package var id: ID<StoredFile>
    /// The HTTP method, `PUT`.
    package var method: String
    /// Absolute; another host than the API's where the storage takes uploads itself.
    package var url: String
    /// Request headers by name, to be sent as they are.
    package var headers: [String: String]
    /// The upload is refused from this moment on.
    package var expiresAt: Instant
}

extension Files {
    /// The time for the upload of an announced file, and then for its completion.
    static let uploadLifetime = Duration.hours(1)

    /// Announces an upload in the caller's transaction; the upload follows, then ``complete(_:_:)``.
    package static func reserve(
        _ upload: NewUpload,
        _ rules: FileRules,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> UploadTicket {
        let owner = try call.account
        guard let name = FileName.clean(upload.name.rawValue) else {
            throw Problem(.invalid, faults: [Problem.Fault("/name", .fileRequired)])
        }
        let type: MediaType
        do { type = try rules.check(upload, name) } catch { throw rules.listingAcceptedTypes(in: error) }
        let claim = FileClaim(name: name, mediaType: type.rawValue)
        let id: ID<StoredFile> = tx.newID()
        let expiresAt = tx.now + uploadLifetime
        try tx.execute(
            """
            INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, is_incoming, created_at, expires_at)
            VALUES (\(id), \(owner), \(claim.name(as: type)), \(type), \(upload.size),
                    \(upload.sha256.bytes), 'pending', \(true), \(tx.now), \(expiresAt + uploadLifetime))
            """
        )
        let request = try address(of: id, upload, type, owner, until: expiresAt, call.site, tx)
        return UploadTicket(
            id: id,
            method: request.method,
            url: request.url,
            headers: Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first },
            expiresAt: expiresAt
        )
    }

    /// The storage's own address, otherwise one of this server with the same effect.
    private static func address(
        of id: ID<StoredFile>,
        _ upload: NewUpload,
        _ type: MediaType,
        _ owner: ID<Account>,
        until expiresAt: Instant,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws -> SignedRequest {
        let direct = DirectUpload(
            mediaType: type,
            size: upload.size,
            sha256: upload.sha256.bytes,
            lasting: uploadLifetime
        )
        if let address = try site.dependencies.files.storage.uploadAddress(.incoming(id), direct, at: tx.now)
        {
            return address
        }
        let link = FileLink(to: id, for: .upload, by: owner, until: expiresAt)
        let headers = [(name: "content-type", value: type.rawValue)]
        return SignedRequest(method: "PUT", url: site.address(of: link), headers: headers)
    }
}

extension FileRules {
    /// The type that the content must have.
    fileprivate func check(_ upload: NewUpload, _ name: String) throws(Problem) -> MediaType {
        guard let type = upload.mediaType.type(named: name), types.contains(type) else {
            throw Problem(.unsupportedMediaType)
        }
        guard upload.size > 0 else { throw Problem(.fileEmpty) }
        guard upload.size <= maxBytes else { throw Problem(.tooLarge) }
        try FileClaim(name: name, mediaType: type.rawValue).refuse(unless: type)
        return type
    }
}
