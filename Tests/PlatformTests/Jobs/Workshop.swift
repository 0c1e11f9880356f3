import Kernel
import Platform
import Store
import TestKit
import Web

/// A product that only exists to have jobs and keys tried on it.
let workshop = ProductDefinition(
    name: "workshop",
    title: "Workshop",
    summary: "Jobs and keys under test.",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(
        roles: .visitor,
        .foreman,
        programs: [ProgramRole("courier", "Orders tea", may: .account)]
    ) {},
    features: [
        Feature(
            routes: Orders.routes,
            migrations: [
                Migration(
                    id: "workshop/001",
                    """
                    CREATE TABLE ran (name {text} NOT NULL, at {instant} NOT NULL) {strict};
                    """
                )
            ],
            jobs: [Note.self, Fail.self, Nap.self, Dawdle.self, Trickle.self],
            schedules: [Daily("workshop.daily", at: "02:30", in: .rome, Note(name: "daily"))]
        )
    ]
)

extension Role {
    static let visitor = Role("visitor")
    static let foreman = Role("foreman")
}

/// A world with an administrator in it.
func aWorkshop() async throws -> World {
    try await World(workshop, cast: "foreman") { site in
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: Person.sara.email),
            password: Password(Person.sara.password),
            role: .foreman,
            locale: .english,
            by: .system,
            at: site
        )
    }
}

func record(_ name: String, _ tx: borrowing Tx) throws {
    try tx.execute("INSERT INTO ran (name, at) VALUES (\(name), \(tx.now))")
}

extension World {
    /// The recorded runs, oldest first.
    func ran() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT name FROM ran ORDER BY at", as: String.self) }
    }

    func enqueue(_ job: some Job, unique: String? = nil) async throws -> Bool {
        try await db.write { tx in try tx.enqueue(job, unique: unique) }
    }
}

/// Writes its name down.
struct Note: Job {
    static let kind = "workshop.note"

    var name: String

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in try record(name, tx) }
        return .done
    }
}

/// Never succeeds.
struct Fail: Job {
    static let kind = "workshop.fail"
    static let policy = JobPolicy(attempts: 3, backoff: Backoff(base: .seconds(10), cap: .minutes(1)))

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in try record("attempt \(call.attempt)", tx) }
        throw Problem(.conflict)
    }
}

/// Waits until it has been asked twice.
struct Nap: Job {
    static let kind = "workshop.nap"
    static let policy = JobPolicy(attempts: 1)

    func run(_ call: JobCall) async throws -> JobOutcome {
        let times = try await call.db.write { tx in
            try record("nap, attempt \(call.attempt)", tx)
            return try tx.value("SELECT COUNT(*) FROM ran", as: Int.self) ?? 0
        }
        return times < 2 ? .snooze(.minutes(5)) : .cancel("slept enough")
    }
}

/// Takes far too long.
struct Dawdle: Job {
    static let kind = "workshop.dawdle"
    static let policy = JobPolicy(queue: JobQueue("slow", workers: 1), timeout: .milliseconds(200))

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await Task.sleep(for: .seconds(60))
        return .done
    }
}

/// Of a queue that holds three.
struct Trickle: Job {
    static let kind = "workshop.trickle"
    static let policy = JobPolicy(queue: JobQueue("narrow", workers: 1, limit: 3))

    func run(_ call: JobCall) async throws -> JobOutcome { .done }
}
