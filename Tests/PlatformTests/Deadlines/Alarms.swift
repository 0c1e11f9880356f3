import Kernel
import Store
import TestKit

@testable import Platform

/// A product that only exists to have deadlines: eggs, which boil, and of which a note is made when they are done.
let kitchen = ProductDefinition(
    name: "kitchen",
    title: "Kitchen",
    summary: "Deadlines under test.",
    zone: .utc,
    currency: .euro,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        .deadlines,
        Feature(
            migrations: [
                Migration(
                    id: "kitchen/001",
                    """
                    CREATE TABLE egg (id {id} PRIMARY KEY, verdict {text} NOT NULL) {strict};
                    CREATE TABLE noted (place {int} PRIMARY KEY, what {text} NOT NULL) {strict};
                    """
                )
            ],
            deadlines: [
                DeadlineHandler(
                    of: "egg",
                    "done",
                    prepare: Egg.prepare,
                    remind: { _, _, tx in try Egg.note("nearly", tx) },
                    fire: { egg, call, tx in
                        try Egg.note("done by \(call.actor.role)", tx)
                        try Deadline.set("cold", of: "egg", egg, at: tx.now + .minutes(10), tx)
                    }
                ),
                DeadlineHandler(of: "egg", "cold") { _, _, tx in try Egg.note("cold", tx) },
            ],
            impersonalTables: [ImpersonalTable("egg", "eggs"), ImpersonalTable("noted", "notes")]
        ),
    ]
)

/// Something that boils.
enum Egg {
    static func note(_ what: String, _ tx: borrowing Tx) throws {
        let place: Int = try tx.value("SELECT COALESCE(MAX(place), 0) + 1 FROM noted") ?? 1
        try tx.execute("INSERT INTO noted (place, what) VALUES (\(place), \(what))")
    }

    /// As the egg itself wants.
    @Sendable static func prepare(_ egg: ID<Subject>, _ call: JobCall) async throws -> DeadlineVerdict {
        let verdict = try await call.db.write { tx in
            try note("prepared", tx)
            return try tx.value("SELECT verdict FROM egg WHERE id = \(egg)", as: String.self)
        }
        switch verdict {
        case "later": return .later(.minutes(1))
        case "drop": return .drop
        case "moves":
            // Somebody takes the egg while its deadline is being prepared.
            try await call.db.write { tx in try Deadline.clear(of: "egg", egg, tx) }
            return .fire
        default: return .fire
        }
    }
}

extension World {
    static func kitchen() async throws -> World { try await World(PlatformTests.kitchen) }

    /// An egg that is done after that time.
    func boil(_ verdict: String = "fire", for time: Duration, remind: Bool = true) async throws -> ID<Subject>
    {
        try await db.write { tx in
            let egg = tx.newID(of: Subject.self)
            try tx.execute("INSERT INTO egg (id, verdict) VALUES (\(egg), \(verdict))")
            try Deadline.set("done", of: "egg", egg, at: tx.now + time, remind: remind, tx)
            return egg
        }
    }

    func noted() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT what FROM noted ORDER BY place", as: String.self) }
    }

    /// The time goes on, in steps of the sweep, and the server does its work.
    func pass(_ time: Duration) async throws {
        clock.advance(by: time)
        try await tick()
    }
}
