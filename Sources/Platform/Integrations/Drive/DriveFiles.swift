import Kernel

/// Files on their way to Google Drive and from it, with no other right there than to files of our own (`drive.file`).
struct DriveFiles: Sendable {
    let google: GoogleServices
    let grant: GoogleServices.Grant

    /// A file at Drive, before it is fetched.
    struct Found: Sendable {
        let name: String
        let mediaType: String
        /// Nil for documents of Google's own, which have no bytes.
        let size: Int?
    }

    /// A name for a new file, so that a repeated upload makes no second one.
    func newNumber() async throws -> String {
        let json = try await google.call(
            "GET",
            "/drive/v3/files/generateIds",
            ["count", "1", "space", "drive", "type", "files"],
            for: grant
        )
        guard let number = json["ids"]?[0]?.stringValue else { throw GoogleFailure.later("no name", nil) }
        return number
    }

    /// Uploads a file under its name, in one session; the address of its page.
    func upload(_ file: StoredFile, as number: String, at site: Site) async throws -> String {
        let spooled = try await site.dependencies.files.spool.write { writer in
            try await Files.read(file, at: site) { piece in try await writer.append(piece) }
        }
        defer { spooled.remove() }
        do {
            let session = try await begin(file, number, size: spooled.size)
            let answer = try await google.send(
                .init(
                    "PUT",
                    session,
                    headers: [("Content-Type", file.mediaType.rawValue)],
                    body: .file(path: spooled.path, size: spooled.size),
                    timeout: .seconds(120)
                ),
                for: grant
            )
            if let url = try GoogleFailure.read(answer)["webViewLink"]?.stringValue { return url }
        } catch GoogleFailure.conflict {
            // An earlier attempt has uploaded it.
        }
        let json = try await google.call(
            "GET",
            "/drive/v3/files/\(number)",
            ["fields", "webViewLink"],
            for: grant
        )
        guard let url = json["webViewLink"]?.stringValue else { throw GoogleFailure.later("no address", nil) }
        return url
    }

    private func begin(_ file: StoredFile, _ number: String, size: Int) async throws -> String {
        let body: JSONValue = [
            "id": .string(number), "name": .string(file.name), "mimeType": .string(file.mediaType.rawValue),
        ]
        let answer = try await google.send(
            .init(
                "POST",
                google.settings.api + "/upload/drive/v3/files?uploadType=resumable&fields=id,webViewLink",
                headers: [
                    ("Content-Type", "application/json; charset=utf-8"),
                    ("X-Upload-Content-Type", file.mediaType.rawValue),
                    ("X-Upload-Content-Length", String(size)),
                ],
                body: .bytes(body.bytes)
            ),
            for: grant
        )
        _ = try GoogleFailure.read(answer)
        // The session is an address of Google's own: a token must not go anywhere else.
        guard let session = answer.header("location"), session.hasPrefix(google.settings.api + "/") else {
            throw GoogleFailure.later("no session", nil)
        }
        return session
    }

    /// Lets a person read the file; the name of the permission.
    func share(_ number: String, with email: EmailAddress) async throws -> String {
        let json = try await google.call(
            "POST",
            "/drive/v3/files/\(number)/permissions",
            ["sendNotificationEmail", "false", "fields", "id"],
            body: ["type": "user", "role": "reader", "emailAddress": .string(email.rawValue)],
            for: grant
        )
        guard let permission = json["id"]?.stringValue else {
            throw GoogleFailure.later("no permission", nil)
        }
        return permission
    }

    /// The name of a person's permission, after an answer that was lost; nil without one.
    func permission(of email: EmailAddress, to number: String) async throws -> String? {
        do {
            let json = try await google.call(
                "GET",
                "/drive/v3/files/\(number)/permissions",
                ["fields", "permissions(id,emailAddress)"],
                for: grant
            )
            let found = json["permissions"]?.arrayValue?.first { permission in
                permission["emailAddress"]?.stringValue?.lowercased() == email.rawValue.lowercased()
            }
            return found?["id"]?.stringValue
        } catch GoogleFailure.missing {
            return nil
        }
    }

    func endShare(_ permission: String, of number: String) async throws {
        do {
            _ = try await google.call(
                "DELETE",
                "/drive/v3/files/\(number)/permissions/\(permission)",
                for: grant
            )
        } catch GoogleFailure.missing {
            // It is gone.
        }
    }

    func find(_ number: String) async throws -> Found {
        let path = "/drive/v3/files/\(StripeForm.escaped(number))"
        let json = try await google.call("GET", path, ["fields", "name,mimeType,size"], for: grant)
        guard let name = json["name"]?.stringValue, let mediaType = json["mimeType"]?.stringValue else {
            throw GoogleFailure.missing
        }
        return Found(name: name, mediaType: mediaType, size: json["size"]?.stringValue.flatMap { Int($0) })
    }

    /// Fetches the bytes into a file of the spool.
    func fetch(_ number: String, upTo limit: Int, at site: Site) async throws -> SpooledFile {
        let url = google.settings.api + "/drive/v3/files/\(StripeForm.escaped(number))?alt=media"
        let answer = try await google.send(
            .init("GET", url, timeout: .seconds(120), answerLimit: limit),
            for: grant
        )
        guard (200..<300).contains(answer.status) else { throw GoogleFailure.missing }
        return try await site.dependencies.files.spool.write { writer in try await writer.append(answer.body)
        }
    }
}
