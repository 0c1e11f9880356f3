import Foundation
import Kernel
import Logging
import Platform
import Store
import Synchronization
import Web

/// A site of a product on a database of its own, with a clock that obeys: everything but the socket is the
/// real thing.
package final class World: Sendable {
    package let product: ProductDefinition
    package let site: Site
    package let clock: TestClock
    package let edge: Edge<Call>
    package let mailbox = Mailbox()
    package let telephones = Telephones()
    /// The folder with the site's files.
    package let cabinet = Cabinet()
    private let runner: JobRunner
    /// The site's database, kept for as long as the world.
    private let database: any AnyObject & Sendable
    private let logins = Mutex<[Person: Login]>([:])
    /// The last used half minute of each person's authenticator.
    private let steps = Mutex<[Person: Int64]>([:])

    package var db: Database { site.db }
    /// Nil for a database that someone else has made.
    var databaseAddress: PrivateDatabase.Address? { (database as? PrivateDatabase)?.address }

    /// A template with the migrations and the cast is made once for each product and `name` of a cast.
    package convenience init(
        _ product: ProductDefinition,
        cast name: String = "default",
        limits: Bool = false,
        docs: Bool = false,
        log: Logger? = nil,
        cast: @escaping @Sendable (Site) async throws -> Void = { _ in },
        dependencies change: (inout Dependencies) -> Void = { _ in }
    ) async throws {
        let clock = TestClock()
        let database = try await PrivateDatabase.make(for: product, cast: name, clock: clock, cast)
        try await self.init(product, database, database.db, clock, limits, docs, log, change)
    }

    /// On a database that someone else has filled.
    package convenience init(
        _ product: ProductDefinition,
        on database: EmptyDatabase,
        _ clock: TestClock
    ) async throws {
        try await self.init(product, database, database.db, clock, false, false, nil) { _ in }
    }

    private init(
        _ product: ProductDefinition,
        _ database: any AnyObject & Sendable,
        _ db: Database,
        _ clock: TestClock,
        _ limits: Bool,
        _ docs: Bool,
        _ log: Logger?,
        _ change: (inout Dependencies) -> Void
    ) async throws {
        self.product = product
        self.clock = clock
        self.database = database
        var dependencies = Self.dependencies
        dependencies.mail = mailbox
        dependencies.sms = telephones
        dependencies.push = telephones
        dependencies.metrics = Metrics()
        dependencies.files = FileStorageSettings(folder: cabinet.path)
        change(&dependencies)
        site = try await Self.site(product, db, clock, dependencies, log ?? Self.log)
        edge = try Self.edge(site, limits: limits, docs: docs, clock)
        runner = JobRunner(site)
        // From here on schedules know their last slot, as they do in a server that has been running.
        try await runner.fireSchedules()
    }

    /// Runs every job that is due, and those they enqueue; answers how many ran.
    @discardableResult
    package func runJobs() async throws -> Int {
        let count = try await runner.runDue()
        try await SpecLog.current?.recordTransitions(of: self)
        return count
    }

    /// Fires the schedules whose time has come, then runs jobs.
    @discardableResult
    package func tick() async throws -> Int {
        try await runner.fireSchedules()
        return try await runJobs()
    }

    /// Everything in the job table, oldest first.
    package func jobs() async throws -> [JobRow] {
        try await db.read { tx in try tx.all("SELECT \(JobRow.columns) FROM job ORDER BY id") }
    }

    /// The actions of the audit log, oldest first.
    package func audit() async throws -> [String] {
        try await db.read { tx in
            try tx.values("SELECT action FROM audit_entry ORDER BY at, id", as: String.self)
        }
    }

    /// The access token of a person, who logs in when they have none or it has grown old.
    package func token(of person: Person) async throws -> String {
        let now = clock.now
        if let login = logins.withLock({ $0[person] }), now - login.at < .minutes(10), now >= login.at {
            return login.token
        }
        var answer = try await logIn(person)
        // Many simultaneous logins on a busy machine receive 503, and try again.
        for _ in 0..<50 where answer.status == 503 {
            try await Task.sleep(for: .milliseconds(200))
            answer = try await logIn(person)
        }
        guard answer.status == 200, let token = answer["access_token"]?.stringValue else {
            throw TestFailure("\(person.name) cannot log in: \(answer)")
        }
        logins.withLock { $0[person] = Login(token: token, at: now) }
        return token
    }

    /// The answer to a login, with the second step where the person has a second factor.
    package func logIn(_ person: Person) async throws -> TestResponse {
        let answer = try await anonymous.post(
            "\(product.root)/auth/login",
            ["email": .string(person.email), "password": .string(person.password)]
        )
        guard let secret = person.authenticator, let challenge = answer["challenge"] else { return answer }
        return try await anonymous.post(
            "\(product.root)/auth/login/second-factor",
            ["challenge": challenge, "code": .string(code(of: person, TOTP(secret: secret)))]
        )
    }

    /// The next code of the person's authenticator.
    ///
    /// A code is valid once, and that of the next half minute too: after that the clock has to go on.
    package func code(of person: Person) -> String {
        code(of: person, TOTP(secret: person.authenticator ?? []))
    }

    private func code(of person: Person, _ authenticator: TOTP) -> String {
        let present = TOTP.step(at: clock.now)
        let step = steps.withLock { steps in
            let step = max(present, (steps[person] ?? 0) + 1)
            steps[person] = step
            return step
        }
        if step > present + 1 { clock.advance(by: .seconds((step - present - 1) * 30)) }
        return authenticator.code(at: step)
    }

    private struct Login {
        let token: String
        let at: Instant
    }

    /// With the files of casts, which all their worlds share, in addition to the temporary ones.
    static let dependencies = {
        var dependencies = Dependencies(address: "https://world.example")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("portico-cast-files")
        dependencies.files = FileStorageSettings(folder: folder.path)
        return dependencies
    }()

    package static let secret = "a secret of a world that no one else lives in"

    package static func site(
        _ product: ProductDefinition,
        _ db: Database,
        _ clock: TestClock,
        _ dependencies: Dependencies? = nil,
        _ log: Logger? = nil,
        secret: SiteSecret? = nil
    ) async throws -> Site {
        try await Site(
            product,
            db: db,
            secret: secret ?? SiteSecret(Self.secret),
            passwords: PasswordHasher(.init(memory: 8, passes: 1, lanes: 1), threads: 1),
            dependencies: dependencies ?? Self.dependencies,
            now: { clock.tick() },
            log: log ?? Self.log
        )
    }

    private static func edge(_ site: Site, limits: Bool, docs: Bool, _ clock: TestClock) throws -> Edge<Call>
    {
        var configuration = ServerConfiguration()
        configuration.showsDocs = docs
        configuration.port = 0
        if !limits {
            configuration.perAddress = nil
            configuration.perSubject = nil
        }
        let mount = site.mount(at: "", version: "test")
        return Edge(
            // The clock stands still, so allowances would never come back.
            mounts: [limits ? mount : mount.withoutLimits],
            configuration: configuration,
            services: EdgeServices(metrics: site.dependencies.metrics, log: site.log, now: { clock.tick() })
        )
    }

    /// Silent, unless `PORTICO_TEST_LOG` is set.
    private static let log = Logger(label: "world") { label -> any LogHandler in
        guard ProcessInfo.processInfo.environment["PORTICO_TEST_LOG"] != nil else {
            return SwiftLogNoOpLogHandler()
        }
        return StreamLogHandler.standardError(label: label)
    }
}
