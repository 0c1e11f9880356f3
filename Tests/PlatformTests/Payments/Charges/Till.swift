import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// A product that only takes charges, and notes each call of its policy.
let till = ProductDefinition(
    name: "till",
    title: "Till",
    summary: "Charges under test.",
    root: "/api",
    zone: .utc,
    currency: .dollar,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        .charges(),
        Feature(
            routes: [
                Post("/charges/{cents}", Till.make, .account, "Make a charge"),
                Post("/steps/{id}", Till.step, .account, "Take its next step"),
                Post("/ends/{id}", Till.cancel, .account, "Give it up"),
                Post("/back/{id}/{cents}", Till.refund, .account, "Give money back"),
                Post("/payments/webhook", Charges.receive, .anyone, "Receive an event")
                    .upTo(bytes: Charges.largestEvent).uncounted,
            ],
            migrations: [
                Migration(
                    id: "till/001",
                    """
                    CREATE TABLE noted (n {int} PRIMARY KEY, what {text} NOT NULL) {strict};
                    CREATE TABLE closed_till (id {id} PRIMARY KEY) {strict};
                    """
                )
            ],
            impersonalTables: [
                ImpersonalTable("noted", "events"), ImpersonalTable("closed_till", "subjects"),
            ]
        ),
    ],
    charges: ChargePolicy(
        wants: { charge, tx in
            try !tx.exists("SELECT 1 FROM closed_till WHERE id = \(charge.subject)")
        },
        succeeded: { charge, _, tx in try Till.note("paid \(charge.amount)", tx) },
        failed: { charge, _, tx in try Till.note("failed \(charge.failure ?? "")", tx) },
        pending: { _, _, tx in try Till.note("pending", tx) },
        strayed: { charge, _, tx in try Till.note("stray \(charge.paid?.description ?? "")", tx) },
        feeKnown: { charge, _, tx in try Till.note("fee \(charge.fee?.description ?? "")", tx) },
        refundDone: { refund, _, _, tx in try Till.note("back \(refund.amount)", tx) },
        refundFailed: { refund, _, _, tx in try Till.note("refused \(refund.amount)", tx) },
        refundBounced: { refund, _, _, tx in try Till.note("bounced \(refund.amount)", tx) },
        contested: { chargeback, _, _, tx in try Till.note("contested \(chargeback.amount)", tx) },
        contestEnded: { chargeback, _, _, tx in try Till.note(chargeback.state.rawValue, tx) }
    )
)

enum Till {
    struct Receipt: View {
        var id: ID<Charge>
        var state: Charge.State
        var page: String

        init(_ charge: Charge) {
            id = charge.id
            state = charge.state
            page = charge.url ?? ""
        }
    }

    static let subject = ID<Subject>(raw: 7)

    static func make(_ call: Call, cents: Int) async throws -> Receipt {
        let account = try call.account
        let new = Charges.New(
            of: "thing",
            subject,
            by: account,
            Money(Int64(cents), .dollar),
            through: "stripe",
            title: "A thing & more",
            pages: .init(returning: "https://till.example/ok?a=1&b=2", cancelling: "https://till.example/no"),
            expiresAt: call.now + .minutes(30)
        )
        return try await call.db.write { tx in
            guard let charge = try Charges.create(new, by: call.actor, tx) else { throw Problem(.conflict) }
            return Receipt(charge)
        }
    }

    static func step(_ call: Call, id: ID<Charge>) async throws -> Receipt {
        Receipt(try await Charges.process(id, call))
    }

    static func cancel(_ call: Call, id: ID<Charge>) async throws -> Receipt {
        try await call.db.write { tx in
            Receipt(try Charges.cancel(Charge.find(id, tx), as: call.actor, tx))
        }
    }

    static func refund(_ call: Call, id: ID<Charge>, cents: Int) async throws -> Receipt {
        try await call.db.write { tx in
            let charge = try Charge.find(id, tx)
            try Charges.refund(tx.newID(), of: charge, Int64(cents), tx)
            return Receipt(charge)
        }
    }

    static func note(_ what: String, _ tx: borrowing Tx) throws {
        try tx.execute("INSERT INTO noted (n, what) SELECT COUNT(*) + 1, \(what) FROM noted")
    }
}

/// Giulia pays.
func aTill(_ gateways: [any ChargeGateway]) async throws -> World {
    try await World(till, cast: "payer") { site in
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: Person.giulia.email),
            password: Password(Person.giulia.password),
            role: .visitor,
            locale: .english,
            by: .system,
            at: site
        )
    } dependencies: {
        $0.gateways = Gateways(gateways)
    }
}

/// A till at which a charge of 123.45 waits on a page of Stripe.
struct OpenTill {
    let stripe: StripeDouble
    let world: World
    let id: ID<Charge>
    /// Stripe's name of the page.
    let page: String

    static func open(_ cents: Int = 12_345) async throws -> OpenTill {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])
        let made = try await world.as(.giulia).post("/api/charges/\(cents)")
        guard let id = made.id.flatMap({ ID<Charge>($0) }) else { throw TestFailure("no charge: \(made)") }
        let step = try await world.as(.giulia).post("/api/steps/\(id)")
        guard step["state"] == "open" else { throw TestFailure("no page: \(step)") }
        return OpenTill(
            stripe: stripe,
            world: world,
            id: id,
            page: try await world.charge(id).reference ?? ""
        )
    }

    /// The customer pays on the page, and Stripe tells.
    func pay(_ form: [String: String] = [:]) async throws {
        try await stripe.act("complete/\(page)", form)
        try await world.hearCharges(stripe)
    }

    var charge: Charge {
        get async throws { try await world.charge(id) }
    }

    func step() async throws -> TestResponse { try await world.as(.giulia).post("/api/steps/\(id)") }

    func refund(_ cents: Int) async throws -> TestResponse {
        try await world.as(.giulia).post("/api/back/\(id)/\(cents)")
    }

    /// Long enough for a job that failed to be tried again.
    func settle() async throws {
        for _ in 0..<3 {
            world.clock.advance(by: .minutes(2))
            try await world.runJobs()
        }
    }
}

extension World {
    /// The calls of the product's policy, oldest first.
    func tillCalls() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT what FROM noted ORDER BY n", as: String.self) }
    }

    func charge(_ id: ID<Charge>) async throws -> Charge {
        try await db.read { tx in try Charge.find(id, tx) }
    }

    func refunds(of id: ID<Charge>) async throws -> [ChargeRefund] {
        try await db.read { tx in try ChargeRefund.all(of: id, tx) }
    }
}
