import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// A product that only exists to be paid.
let shop = ProductDefinition(
    name: "shop",
    title: "Shop",
    summary: "Payments under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        Feature(
            routes: [
                Post("/buy/{key}", Shop.buy, .account, "Buy something"),
                Post("/portal", Shop.portal, .account, "Look after it"),
                Post("/change/{key}", Shop.change, .account, "Change the subscription"),
                Post("/cancel", Shop.cancel, .account, "Let the subscription end"),
                Post("/resume", Shop.resume, .account, "Let the subscription go on"),
                Post("/payments/{id}/refund/{cents}", Shop.refund, .account, "Give money back"),
            ],
            migrations: [
                Migration(
                    id: "shop/001",
                    "CREATE TABLE told (id {id} PRIMARY KEY, what {text} NOT NULL) {strict};"
                )
            ],
            impersonalTables: [ImpersonalTable("told", "events")]
        )
    ],
    payments: PaymentPolicy(
        subscriptionChanged: { subscription, old, _, tx in
            try Shop.note(
                "\(subscription.planKey) \(old?.status.rawValue ?? "-") > \(subscription.status.rawValue)",
                tx
            )
        },
        paid: { payment, _, tx in try Shop.note("paid \(payment.amount) \(payment.purpose)", tx) },
        refunded: { refund, payment, _, tx in
            try Shop.note("refunded \(refund.amount) of \(payment.amount)", tx)
        },
        invoicePaid: { invoice, _, tx in try Shop.note("invoice \(invoice.amount) \(invoice.reason)", tx) }
    )
)

enum Shop {
    static let offers = [
        PriceOnOffer(key: "monthly", name: "Ogni mese", amount: Money(10_00, .euro), period: .month),
        PriceOnOffer(key: "yearly", name: "Ogni anno", amount: Money(100_00, .euro), period: .year),
        PriceOnOffer(key: "trial", name: "Prova", amount: Money(10_00, .euro), period: .month, trialDays: 14),
        PriceOnOffer(key: "course", name: "Corso & più", amount: Money(50_00, .euro), period: .once),
    ]

    private static let pages = ReturnAddresses(
        success: "https://shop.example/ok?a=1&b=2",
        cancel: "https://shop.example/no"
    )

    struct Link: View {
        var url: String
        var id: String
    }

    struct Standing: View {
        var status: Subscription.Status
        var plan: String
        var ends: Bool
    }

    struct Back: View {
        var id: ID<Refund>
        var status: Refund.Status
        var cents: Int
    }

    static func buy(_ call: Call, key: Text<1, 20>) async throws -> Link {
        let link = try await Payments.checkout(for: try call.account, try offer(key), returning: pages, call)
        return Link(url: link.url, id: link.id)
    }

    static func portal(_ call: Call) async throws -> Link {
        Link(url: try await Payments.portal(for: try call.account, returningTo: pages.cancel, call), id: "")
    }

    static func change(_ call: Call, key: Text<1, 20>) async throws -> Standing {
        Standing(try await Payments.upgrade(try await mine(call).id, to: try offer(key), call))
    }

    static func cancel(_ call: Call) async throws -> Standing {
        Standing(try await Payments.cancelAtPeriodEnd(try await mine(call).id, true, call))
    }

    static func resume(_ call: Call) async throws -> Standing {
        Standing(try await Payments.cancelAtPeriodEnd(try await mine(call).id, false, call))
    }

    /// 0 is all that is left.
    static func refund(_ call: Call, id: ID<Payment>, cents: Int) async throws -> Back {
        let refund = try await Payments.refund(id, cents == 0 ? nil : Int64(cents), reason: "asked for", call)
        return Back(id: refund.id, status: refund.status, cents: Int(refund.amount.amountMinor))
    }

    private static func offer(_ key: Text<1, 20>) throws -> PriceOnOffer {
        guard let offer = offers.first(where: { $0.key == key.rawValue }) else { throw Problem(.notFound) }
        return offer
    }

    private static func mine(_ call: Call) async throws -> Subscription {
        let account = try call.account
        guard let mine = try await call.db.read({ tx in try Subscription.current(of: account, tx) }) else {
            throw Problem(.notFound)
        }
        return mine
    }

    static func note(_ what: String, _ tx: borrowing Tx) throws {
        try tx.execute("INSERT INTO told (id, what) VALUES (\(tx.newID(of: Never.self)), \(what))")
    }
}

extension Shop.Standing {
    init(_ subscription: Subscription) {
        self.init(
            status: subscription.status,
            plan: subscription.planKey,
            ends: subscription.cancelAtPeriodEnd
        )
    }
}

/// Giulia and Luca are visitors, Sara the foreman; without a double there is no provider.
func aShop(_ stripe: StripeDouble? = nil) async throws -> World {
    try await aShop(through: stripe?.gateway)
}

func aShop(through gateway: (any PaymentGateway)?) async throws -> World {
    try await World(shop, cast: "people") { site in
        for (person, role) in [(Person.giulia, Role.visitor), (.luca, .visitor), (.sara, .foreman)] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: role,
                locale: .italian,
                by: .system,
                at: site
            )
        }
    } dependencies: {
        if let gateway { $0.payments = gateway }
    }
}

extension World {
    /// The product's received events, oldest first.
    func told() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT what FROM told ORDER BY id", as: String.self) }
    }

    /// Giulia buys, and pays at Stripe.
    @discardableResult
    func buy(_ key: String, from stripe: StripeDouble, declines: Bool = false) async throws -> JSONValue {
        let answer = try await `as`(.giulia).post("/api/buy/\(key)")
        guard let id = answer.id else { throw TestFailure("nothing to buy: \(answer)") }
        let session = try await stripe.act("complete/\(id)", ["declines": String(declines)])
        try await hear(stripe)
        return session
    }

    func payments() async throws -> [Payment] {
        try await db.read { tx in
            try tx.all("SELECT \(Payment.columns) FROM payment p ORDER BY p.created_at DESC, p.id DESC")
        }
    }

    func subscriptions() async throws -> [Subscription] {
        try await db.read { tx in
            try tx.all("SELECT \(Subscription.columns) FROM subscription u ORDER BY u.id")
        }
    }

    func balances() async throws -> [String: Int64] {
        let balances = try await db.read { tx in try Ledger.balances(tx) }
        return Dictionary(uniqueKeysWithValues: balances.map { ($0.account, $0.balance.amountMinor) })
    }
}
