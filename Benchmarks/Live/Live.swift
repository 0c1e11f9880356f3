import Glibc
import HTTPTypes
import Kernel
import Logging
import Platform
import Store
import Web

/// A site with many listeners, for `scripts/bench_realtime.py`: `live FOLDER PORT ACCOUNTS` writes their tokens into the folder.
@main
struct Live {
    static func main() async throws {
        let (folder, port) = (CommandLine.arguments[1], Int(CommandLine.arguments[2]) ?? 0)
        let accounts = Int(CommandLine.arguments[3]) ?? 1
        var options = Database.Options()
        options.now = WallClock.now
        let db = try Database.open(.sqlite(path: "\(folder)/live.sqlite"), options)
        try await db.migrate(product.migrations)
        var log = Logger(label: "live")
        log.logLevel = .warning
        let site = try await Site(
            product,
            db: db,
            secret: SiteSecret("a secret that only this benchmark has"),
            passwords: PasswordHasher(.init(memory: 8, passes: 1, lanes: 1), threads: 2),
            dependencies: Dependencies(address: "http://127.0.0.1:\(port)"),
            now: WallClock.now,
            log: log
        )
        var configuration = ServerConfiguration()
        configuration.port = port
        configuration.perAddress = nil
        configuration.perSubject = nil
        let edge = Edge(
            mounts: [site.mount(at: "", version: "bench")],
            configuration: configuration,
            services: EdgeServices(log: log)
        )
        for number in 0..<accounts { print("token \(try await token(of: number, at: site, edge))") }
        fflush(nil)
        let server = Server(edge: edge, log: log) { print("listening on \($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await site.realtime.run() }
            group.addTask { try await site.tokens.run() }
            group.addTask { try await server.run() }
            try await group.waitForAll()
        }
    }

    private static let password = "correct horse battery staple 26"

    private static func token(of number: Int, at site: Site, _ edge: Edge<Call>) async throws -> String {
        let email = "listener\(number)@example.com"
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: email),
            password: Password(password),
            role: .listener,
            locale: .english,
            by: .system,
            at: site
        )
        var head = HTTPRequest(method: .post, scheme: "http", authority: "bench", path: "/auth/login")
        head.headerFields[.contentType] = "application/json"
        let body: JSONValue = ["email": .string(email), "password": .string(password)]
        let answer = await edge.answer(
            head,
            body: body.bytes,
            address: "10.0.\(number / 250).\(number % 250)"
        )
        guard let token = try JSONValue(parsing: answer.body)["access_token"]?.stringValue else {
            throw NoToken(answer: String(decoding: answer.body, as: UTF8.self))
        }
        return token
    }

    struct NoToken: Error {
        let answer: String
    }

    static let product = ProductDefinition(
        name: "live",
        title: "Live",
        summary: "Many listeners.",
        zone: .rome,
        currency: .euro,
        languages: [.english],
        accounts: AccountPolicy(selfRegistrationRole: .listener, administrators: []),
        access: AccessMatrix(roles: .listener) {},
        features: [Feature(routes: [Web.Post("/say", say, .anyone, "Tell everyone")])],
        realtime: RealtimePolicy(path: "/ws") { _, _ in [RealtimeRoom("all")] }
    )

    static func say(_ call: Call) async throws -> NoContent {
        try await call.db.write { tx in
            try Realtime.publish("order:new", to: [RealtimeRoom("all")], ["order": 12, "total": 25_000], tx)
        }
        return NoContent()
    }
}

extension Role {
    static let listener = Role("listener")
}
