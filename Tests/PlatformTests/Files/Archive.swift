import Kernel
import Platform
import Store
import TestKit
import Web

/// A product that only exists to have files put into it.
let archive = ProductDefinition(
    name: "archive",
    title: "Archive",
    summary: "Files under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .reader, administrators: [.archivist]),
    access: AccessMatrix(roles: .reader, .archivist) {},
    features: [
        Feature(
            siteRoutes: Papers.routes,
            migrations: [
                Migration(
                    id: "archive/001",
                    """
                    CREATE TABLE paper (
                        file_id {id} PRIMARY KEY REFERENCES stored_file (id),
                        note {text} NOT NULL UNIQUE
                    ) {strict};
                    CREATE TABLE scanned (file_id {id} NOT NULL, state {text} NOT NULL) {strict};
                    """
                )
            ],
            fileScanned: { file, tx in
                try tx.execute("INSERT INTO scanned (file_id, state) VALUES (\(file.id), \(file.state))")
            }
        )
    ]
)

extension Role {
    static let reader = Role("reader")
    static let archivist = Role("archivist")
}

/// Giulia and Luca read, Sara looks after it.
func anArchive(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> World {
    try await World(
        archive,
        cast: "readers",
        cast: { site in
            for (person, role) in [(Person.giulia, Role.reader), (.luca, .reader), (.sara, .archivist)] {
                _ = try await Accounts.createStaff(
                    email: EmailAddress(parsing: person.email),
                    password: Password(person.password),
                    role: role,
                    locale: .italian,
                    by: .system,
                    at: site
                )
            }
        },
        dependencies: dependencies
    )
}

/// A product's use of files, in its smallest form.
enum Papers {
    static let rules = FileRules(MediaType.documents, upTo: 1 << 20)

    // swift-format-ignore
    static let routes: [Web.Route<Call>] = [
        Post  ("/papers",            add,    .account, "Put a file in").upTo(bytes: 2 << 20),
        Post  ("/papers/{id}/links", link,   .account, "A link to a file"),
        Delete("/papers/{id}",       remove, .account, "Throw a file away"),
        Post  ("/uploads",           announce, .account, "Announce a file"),
        Post  ("/uploads/{id}/complete", complete, .account, "Keep an announced file"),
    ]

    struct Paper: View {
        var id: ID<StoredFile>
        var name: String
        var mediaType: String
        var size: Int
        var sha256: String
        var state: StoredFile.State

        init(_ file: StoredFile) {
            id = file.id
            name = file.name
            mediaType = file.mediaType.rawValue
            size = file.size
            sha256 = file.sha256Text
            state = file.state
        }
    }

    struct Wish: Body {
        var once: Bool?
        var view: Bool?
    }

    struct Link: View {
        var url: String
        var expiresAt: Instant
    }

    /// The note is the part before the file, and must be new.
    static func add(_ call: Call, form: Multipart) async throws -> Created<Paper> {
        var note = "none"
        for try await part in form {
            guard part.name == "file" else {
                note = try await part.text()
                continue
            }
            let received = try await Files.receive(part, rules, call)
            return try await keep(received, note, call)
        }
        throw Problem(.malformed)
    }

    static func keep(_ received: ReceivedFile, _ note: String, _ call: Call) async throws -> Created<Paper> {
        let owner = try call.account
        do {
            return try await call.db.write { tx in
                let taken = try tx.exists("SELECT 1 FROM paper WHERE note = \(note)")
                guard !taken else { throw Problem(.conflict) }
                let file = try Files.keep(received, owner: owner, by: call.actor, tx)
                try tx.execute("INSERT INTO paper (file_id, note) VALUES (\(file.id), \(note))")
                return Created(Paper(file), at: "/papers/\(file.id)")
            }
        } catch {
            try await Files.abandon(received, at: call.site)
            throw error
        }
    }

    static func announce(_ call: Call, upload: NewUpload) async throws -> UploadTicket {
        try await call.db.write { tx in try Files.reserve(upload, rules, call, tx) }
    }

    static func complete(_ call: Call, id: ID<StoredFile>) async throws -> Created<Paper> {
        try await keep(try await Files.complete(id, call), "upload \(id)", call)
    }

    static func link(_ call: Call, id: ID<StoredFile>, wish: Wish) async throws -> Link {
        let owner = try call.account
        return try await call.db.write { tx in
            let file = try StoredFile.find(id, tx)
            guard file.owner == owner else { throw Problem(.notFound) }
            let link = try Files.link(
                to: id,
                for: wish.view == true ? .view : .download,
                by: call.actor,
                at: call.site,
                once: wish.once == true,
                tx
            )
            return Link(url: link.url, expiresAt: link.expiresAt)
        }
    }

    static func remove(_ call: Call, id: ID<StoredFile>) async throws -> NoContent {
        try await call.db.write { tx in
            _ = try StoredFile.find(id, tx)
            try tx.execute("DELETE FROM paper WHERE file_id = \(id)")
            try Files.discard([id], tx)
        }
        return NoContent()
    }
}

extension World {
    /// The person puts a file in; its note is its name.
    func add(
        _ name: String,
        _ type: String?,
        _ bytes: [UInt8],
        as person: Person = .giulia
    ) async throws -> TestResponse {
        let form = Form().field("note", name).file("file", name, type, bytes)
        return try await self.as(person).post("/papers", form)
    }

    /// The path of a new link to a file.
    func link(to id: String, once: Bool = false, view: Bool = false) async throws -> String {
        let wish: JSONValue = ["once": .bool(once), "view": .bool(view)]
        let answer = try await self.as(.giulia).post("/papers/\(id)/links", wish)
        guard let url = answer["url"]?.stringValue, url.hasPrefix("https://world.example/api/files/") else {
            throw TestFailure("no link: \(answer)")
        }
        return String(url.dropFirst("https://world.example".count))
    }

    func count(_ sql: SQL) async throws -> Int {
        try await db.read { tx in try tx.value(sql, as: Int.self) ?? 0 }
    }

    /// Whether there is neither a row nor a byte of a file.
    func isEmpty() async throws -> Bool {
        try await count("SELECT COUNT(*) FROM stored_file") == 0 && cabinet.files.isEmpty
    }
}
