// swift-format-ignore-file
import Kernel
import Platform
import Store
import Web

/// A whole product on one page: people's bicycles, and what is done to them. ``WorkshopTests`` shows what else it has.
let workshop = ProductDefinition(
    name: "workshop", title: "Workshop", summary: "Bicycles, and what is done to them.", root: "/api/v1",
    zone: .rome, currency: .euro, languages: [.english], accounts: AccountPolicy(selfRegistrationRole: .rider, administrators: [.owner]),
    access: AccessMatrix(roles: .rider, .mechanic, .owner, programs: [ProgramRole("display", "Shows the queue", may: .repair)]) {
        //              rider  mechanic  owner
        Grant(.ride,    .own,  .none,    .none)
        Grant(.repair,  .own,  .all,     .all )
        Grant(.mend,    .none, .all,     .none)
    }, features: [.bicycles, .repairs]
)

extension Role { static let (rider, mechanic, owner) = (Role("rider"), Role("mechanic"), Role("owner")) }
extension Permission { static let (ride, repair, mend) = (Self("workshop.ride"), Self("workshop.repair"), Self("workshop.mend")) }
extension Problem.Code { static let oneWaits = Self("workshop.one_waits", 409, ["en": "One of your repairs is waiting already."]) }

extension Feature {
    static let bicycles = Feature(
        routes: [
            Accounts.registerRoute,
            Get("/bicycle", Bicycle.show, .ride, "Get my bicycle"),
            Put("/bicycle", Bicycle.keep, .ride, "Tell of it, or of the next one"),
        ],
        migrations: [Migration(id: "workshop/bicycles-001",
            "CREATE TABLE bicycle (account_id {id} PRIMARY KEY REFERENCES account (id), frame {text} NOT NULL) {strict};")],
        bounds: [Bound("PUT /bicycle", because: "one row of the caller's own")],
        personalData: [PersonalData(
            "bicycle", ["en": "Bicycle"], tables: ["bicycle"], rows: { "bicycle b WHERE b.account_id = \($0)" },
            export: .init(by: "b.account_id", .text("frame", "b.frame")),
            erasure: .delete(because: ["en": "It is theirs alone."]) { ["DELETE FROM bicycle WHERE account_id = \($0)"] })]
    )
    static let repairs = Feature(
        routes: [
            Get  ("/repairs",      Repair.list, .repair, "List repairs"),
            Post ("/repairs",      Repair.ask,  .ride,   "Ask for one").refuses(.oneWaits),
            Get  ("/repairs/{id}", Repair.show, .repair, "One of them"),
            Patch("/repairs/{id}", Repair.move, .repair, "Go on with it, or let it be").refuses(.illegalTransition),
        ],
        migrations: [Migration(id: "workshop/repairs-001", """
            CREATE TABLE repair (id {id} PRIMARY KEY, account_id {id} NOT NULL REFERENCES account (id), fault {text} NOT NULL,
                status {text} NOT NULL, changed_at {instant} NOT NULL, version {int} NOT NULL) {strict};
            """)],
        lifecycles: [Repair.lifecycle.table(named: Repair.kind)], problems: [.oneWaits],
        bounds: [Bound("POST /repairs", because: "one waits at a time"), Bound("PATCH /repairs/{id}", because: "it ends")],
        personalData: [PersonalData(
            "repairs", ["en": "Repairs"], tables: ["repair"], rows: { "repair r WHERE r.account_id = \($0)" },
            export: .init(by: "r.id", .text("fault", "r.fault"), .text("status", "r.status")),
            erasure: .delete(because: ["en": "They are theirs alone."]) { ["DELETE FROM repair WHERE account_id = \($0)"] })],
        retention: [Retention(
            "repairs", ["en": "Repairs"], keep: .years(2), from: ["en": "their end"], then: .delete, basis: ["en": "The warranty"],
            key: "r.id", account: "r.account_id", due: { "repair r WHERE r.status = 'mended' AND r.changed_at < \($0)" },
            steps: { ["DELETE FROM repair WHERE id \(in: $0)"] })]
    )
}

struct Bicycle: RowDecodable, View {
    let frame: Line<1, 40>
    init(_ row: inout Row) throws { frame = try row.next() }
    static func show(_ call: Call) async throws -> Bicycle {
        try await call.db.one("SELECT frame FROM bicycle WHERE account_id = \(try call.account)")
    }
    struct Told: Body { var frame: Line<1, 40> }
    static func keep(_ call: Call, told: Told) async throws -> Bicycle {
        let row: SQL = "bicycle (account_id, frame) VALUES (\(try call.account), \(told.frame)) ON CONFLICT (account_id)"
        _ = try await call.db.write { tx in try tx.execute("INSERT INTO \(row) DO UPDATE SET frame = excluded.frame") }
        return try await show(call)
    }
}

struct Repair: Record, View, LifecycleSubject {
    let id: ID<Repair>, fault: Line<1, 200>, status: Status, version: Int
    static let (kind, columns): (String, SQL) = ("repair", "id, fault, status, version")
    init(_ row: inout Row) throws { (id, fault, status, version) = (try row.next(), try row.next(), try row.next(), try row.next()) }
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible { case asked, begun, mended, withdrawn }
    enum Event: String, Sendable { case begin, mend, withdraw }
    static let lifecycle = Lifecycle<Repair, Status, Event>(start: .asked) {
        On(.begin,    from: .asked, to: .begun,     needs: .mend)
        On(.mend,     from: .begun, to: .mended,    needs: .mend)
        On(.withdraw, from: .asked, to: .withdrawn, needs: .ride)
    }
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Repair {
        let next: SQL = "status = \(status), changed_at = \(tx.now), version = version + 1"
        try tx.changeOne("UPDATE repair SET \(next) WHERE id = \(id) AND version = \(version)")
        return try tx.one("SELECT \(Self.columns) FROM repair WHERE id = \(id)")
    }
    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {}
    static func rows(for call: Call) throws -> SQL {
        "SELECT \(columns) FROM repair WHERE \(call.scope.reach == .all ? "TRUE" : "account_id = \(try call.account)" as SQL)"
    }
    static func list(_ call: Call, page: PageRequest) async throws -> Page<Repair> {
        try await call.db.page(page, try rows(for: call), order: SortOrder(.ascending("id", \.id)))
    }
    static func show(_ call: Call, id: ID<Repair>) async throws -> Repair {
        try await call.db.one("\(try rows(for: call)) AND id = \(id)")
    }
    struct New: Body { var fault: Line<1, 200> }
    static func ask(_ call: Call, new: New) async throws -> Created<Repair> {
        try await call.db.write { tx in
            let (id, me) = (tx.newID(of: Repair.self), try call.account)
            if try tx.exists("SELECT 1 FROM repair WHERE account_id = \(me) AND status = 'asked'") { throw Problem(.oneWaits) }
            let row: SQL = "(\(id), \(me), \(new.fault), 'asked', \(tx.now), 1)"
            try tx.execute("INSERT INTO repair (id, account_id, fault, status, changed_at, version) VALUES \(row)")
            return Created(try tx.one("SELECT \(columns) FROM repair WHERE id = \(id)"), at: "/repairs/\(id)")
        }
    }
    struct Step: Body { var status: Status }
    static func move(_ call: Call, id: ID<Repair>, step: Step) async throws -> Repair {
        try await call.db.write { tx in
            try tx.one("\(try rows(for: call)) AND id = \(id)", as: Repair.self).advanced(to: step.status, as: call, tx)
        }
    }
}
