import Kernel
import Platform
import Store
import TestKit
import Web

/// A product that only exists to have something to count.
let kiosk = ProductDefinition(
    name: "kiosk",
    title: "Shop",
    summary: "Reports under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .buyer, administrators: [.keeper]),
    access: AccessMatrix(roles: .buyer, .keeper) {},
    features: [
        Feature(
            migrations: [
                Migration(
                    id: "kiosk/001",
                    """
                    CREATE TABLE sale (
                        id {id} PRIMARY KEY,
                        seller {text},
                        note {text} NOT NULL,
                        cents {int} NOT NULL,
                        sold_at {instant} NOT NULL
                    ) {strict};
                    """
                )
            ],
            impersonalTables: [ImpersonalTable("sale", "a test")],
            reports: [sales]
        )
    ]
)

let sales = Report(
    "sales",
    ["en": "Sales", "it": "Vendite"],
    filteredBy: SaleFilter.self,
    sortedBy: [.up("sold_at"), .up("id")],
    columns: [
        ReportColumn("id", .id, ["en": "Sale", "it": "Vendita"]),
        ReportColumn(
            "seller",
            .text,
            ["en": "Seller", "it": "Venditore"],
            words: ["web": ["en": "On line", "it": "In rete"]]
        ),
        ReportColumn("note", .text, ["en": "Note", "it": "Nota"]),
        ReportColumn("cents", .money, ["en": "Amount", "it": "Importo"]),
        ReportColumn("sold_at", .instant, ["en": "Sold", "it": "Venduto il"]),
    ]
) { filter, context in
    let seller: SQL? = filter.seller.map { "AND s.seller \(in: $0)" }
    return """
        SELECT s.id AS id, s.seller AS seller, s.note AS note, s.cents AS cents, s.sold_at AS sold_at FROM sale s
         WHERE \(filter.period.contains("s.sold_at", in: context.zone)) \(seller)
        """
}

struct SaleFilter: ReportFilter {
    var from: CivilDate?
    var to: CivilDate?
    var seller: [String]?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] { period.faults }
}

extension Role {
    static let buyer = Role("buyer")
    static let keeper = Role("keeper")
}

extension Person {
    /// Another keeper of the kiosk.
    static let nora = Person("nora", email: "nora.keeper@example.com")
}

/// Giulia buys; Sara and Nora keep the kiosk.
func aKiosk(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> World {
    let cast: @Sendable (Site) async throws -> Void = { site in
        for (person, role) in [(Person.giulia, Role.buyer), (.sara, .keeper), (.nora, .keeper)] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: role,
                locale: .italian,
                by: .system,
                at: site
            )
        }
    }
    return try await World(kiosk, cast: "buyers", cast: cast, dependencies: dependencies)
}

extension World {
    func sell(
        _ note: String,
        by seller: String? = "web",
        for cents: Int64 = 1250,
        at time: Instant
    ) async throws {
        try await db.write { tx in
            try tx.execute(
                """
                INSERT INTO sale (id, seller, note, cents, sold_at)
                VALUES (\(tx.newID(of: Subject.self)), \(seller), \(note), \(cents), \(time))
                """
            )
        }
    }

    /// Many sales, a minute apart.
    func sellMany(_ count: Int) async throws {
        try await db.write { tx in
            for index in 0..<count {
                try tx.execute(
                    """
                    INSERT INTO sale (id, seller, note, cents, sold_at)
                    VALUES (\(tx.newID(of: Subject.self)), 'web', \("sale \(index)"), \(index), \(tx.now + .minutes(index)))
                    """
                )
            }
        }
    }

    func order(_ body: JSONValue, as person: Person = .sara, key: String? = nil) async throws -> TestResponse
    {
        let headers = key.map { ["Idempotency-Key": $0] } ?? [:]
        return try await self.as(person).post("/api/admin/reports/export", body, headers: headers)
    }

    /// The bytes of the file of an export that has been made.
    func fetch(_ export: TestResponse) async throws -> [UInt8] {
        let shown = try await self.as(.sara).get(export.header("Location") ?? "")
        guard let url = shown["download"]?["url"]?.stringValue else { throw TestFailure("no file: \(shown)") }
        let file = try await anonymous.get(String(url.dropFirst("https://world.example".count)))
        guard file.status == 200 else { throw TestFailure("no file: \(file)") }
        return file.body
    }
}
