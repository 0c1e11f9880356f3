import Kernel
import Logging
import Platform
import Store
import Web

/// A server that only takes files and gives them back, for `scripts/flat-memory`: `archive FOLDER PORT`.
@main
struct Archive {
    static func main() async throws {
        let (folder, port) = (CommandLine.arguments[1], Int(CommandLine.arguments[2]) ?? 0)
        var options = Database.Options()
        options.now = WallClock.now
        let db = try Database.open(.sqlite(path: "\(folder)/archive.sqlite"), options)
        try await db.migrate(product.migrations)
        var log = Logger(label: "archive")
        log.logLevel = .warning
        var dependencies = Dependencies(address: "http://127.0.0.1:\(port)")
        dependencies.files = FileStorageSettings(folder: "\(folder)/files")
        let site = try await Site(
            product,
            db: db,
            secret: SiteSecret("a secret that only this benchmark has"),
            passwords: PasswordHasher(),
            dependencies: dependencies,
            now: WallClock.now,
            log: log
        )
        var configuration = ServerConfiguration()
        configuration.port = port
        configuration.perAddress = nil
        let edge = Edge(
            mounts: [site.mount(at: "", version: "bench")],
            configuration: configuration,
            services: EdgeServices(log: log)
        )
        try await Server(edge: edge, log: log) { print("listening on \($0)") }.run()
    }

    static let product = ProductDefinition(
        name: "archive",
        title: "Archive",
        summary: "Files under load.",
        zone: .rome,
        currency: .euro,
        languages: [.english],
        accounts: AccountPolicy(selfRegistrationRole: Role("reader"), administrators: []),
        access: AccessMatrix(roles: Role("reader")) {},
        features: [
            Feature(routes: [
                Web.Post("/papers", add, .anyone, "Put a file in").upTo(bytes: 8 << 30).within(.hours(1))
            ])
        ]
    )

    struct Paper: View {
        var sha256: String
        var url: String
    }

    static func add(_ call: Call, form: Multipart) async throws -> Paper {
        for try await part in form {
            let received = try await Files.receive(part, FileRules(MediaType.documents, upTo: 8 << 30), call)
            return try await call.db.write { tx in
                let file = try Files.keep(received, owner: nil, by: call.actor, tx)
                let link = try Files.link(to: file.id, by: call.actor, at: call.site, lasting: .hours(1), tx)
                return Paper(sha256: file.sha256Text, url: link.url)
            }
        }
        throw Problem(.malformed)
    }
}
