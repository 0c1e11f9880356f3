import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct CAFAccessTests {
    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        let flaws = try await cafAccess.flaws(of: rule)
        for flaw in flaws { Issue.record("\(flaw)") }
    }
}

/// Luca and Marco are the strangers here: everything of Giulia's and Elena's is out of their reach.
private let cafAccess = AccessSuite(
    caf,
    cast: [(.luca, .customer), (.marco, .operator), (.sara, .admin)],
    freshness: freshness,
    examples: examples,
    file: .init("carta.pdf", "application/pdf", DemoDocuments.pdf("carta"))
) {
    AccessObject(ServiceRequest.self, "a draft", of: .giulia) { world in
        try await world.draft(DemoForms.isee, "ISEE", year: 2026, as: .giulia).id
    }
    AccessObject(ServiceRequest.self, "one that Elena works on", of: .giulia, .elena) { world in
        try await world.request(of: .giulia, takenBy: .elena).id
    }
    AccessObject(ServiceRequest.self, "one that Marco works on", of: .luca, .marco) { world in
        try await world.request(of: .luca, takenBy: .marco).id
    }
    AccessObject(Document.self, "a paper in a draft", of: .giulia) { world in
        let draft = try await world.draft(DemoForms.isee, "ISEE", year: 2026, as: .giulia)
        return try await world.paper(for: draft, of: .giulia)
    }
    AccessObject(Document.self, "a paper that Elena looks at", of: .giulia, .elena) { world in
        let request = try await world.request(of: .giulia, takenBy: .elena)
        return try await world.paper(for: request, of: .giulia)
    }
    AccessObject(Document.self, "a paper that Marco looks at", of: .luca, .marco) { world in
        try await world.paper(for: world.request(of: .luca, takenBy: .marco), of: .luca)
    }
    AccessObject(RequestedDocument.self, "Elena's requested document", of: .giulia, .elena) { world in
        try await world.paperAskedFor(of: .giulia, by: .elena)
    }
    AccessObject(RequestedDocument.self, "Marco's requested document", of: .luca, .marco) { world in
        try await world.paperAskedFor(of: .luca, by: .marco)
    }
    AccessObject(StoredFile.self, "an announced upload", of: .giulia) { world in
        try await world.upload(for: world.request(of: .giulia, takenBy: .elena), by: .giulia)
    }
    AccessObject(StoredFile.self, "an announced upload", of: .luca) { world in
        try await world.upload(for: world.request(of: .luca, takenBy: .marco), by: .luca)
    }
    AccessObject(StoredFile.self, "an announced upload", of: .marco) { world in
        try await world.upload(for: world.request(of: .luca, takenBy: .marco), by: .marco)
    }
    AccessObject(Appointment.self, "with Elena", of: .giulia, .elena) { world in
        try await world.appointment(of: .giulia, with: .elena)
    }
    AccessObject(Appointment.self, "with Marco", of: .luca, .marco) { world in
        try await world.appointment(of: .luca, with: .marco)
    }
    AccessObject(Account.self, "a customer whom nobody knows", of: .customer(0), with: knowing) { world in
        try await world.newCustomer()
    }
    AccessObject(
        Account.self,
        "a customer for whom every operator may book",
        of: .customer(0),
        .marco,
        with: [.appointmentBook]
    ) { world in
        try await world.newCustomer()
    }
    AccessObject(Account.self, "an administrator", of: .sara, with: [.appointmentBook]) { world in
        try await world.id(of: .sara)
    }
    AccessObject(Account.self, "an operator for appointments", of: .sara, with: [.appointmentAssign]) {
        world in
        try await world.id(of: .elena)
    }
    AccessObject(Account.self, "Marco himself", of: .marco, with: [.requestAssign]) { world in
        try await world.id(of: .marco)
    }
    AccessObject(Account.self, "Luca himself", of: .luca, .marco) { world in try await world.id(of: .luca) }
    AccessObject(FamilyMember.self, "a son", of: .giulia) { world in
        try await world.as(.giulia).firstID(at: "/users/me/family-members")
    }
    AccessObject(FamilyMember.self, "a spouse", of: .luca) { world in
        try await world.as(.luca).post("/users/me/family-members", spouse).made
    }
    AccessObject(Invoice.self, "an invoice", of: .giulia) { world in try await world.invoice(to: .giulia) }
    AccessObject(Invoice.self, "an invoice", of: .luca) { world in try await world.invoice(to: .luca) }
    AccessObject.open(AppointmentType.self, because: "everyone may see what can be booked") { world in
        try await world.anonymous.firstID(at: "/appointment-types")
    }
    AccessObject.open(Course.self, because: "everyone may enrol in a published course") { world in
        try await world.anonymous.firstID(at: "/courses")
    }
    AccessObject.open(Plan.self, because: "everyone may buy a plan that is offered") { world in
        try await world.anonymous.firstID(at: "/subscription-plans")
    }
    AccessObject("Platform.ContentItem", "a page", [.sara]) { world in
        try await world.as(.sara).firstID(at: "/admin/cms/pages")
    }
    AccessObject(OfficeClosure.self, "a bridge day", of: .sara) { world in
        let day: JSONValue = ["from": "2027-06-01", "title": "Ponte"]
        return try await world.as(.sara).post("/admin/closures", day).made
    }
    AccessObject(HoursException.self, "a day off", of: .sara) { world in
        let day: JSONValue = ["day": "2027-06-03", "kind": "closed"]
        return try await world.as(.sara).post("/admin/operators/\(world.id(of: .elena))/exceptions", day).made
    }
    AccessObject(Payment.self, "Luca's payment", of: .sara) { try await $0.payment(of: .luca) }
    AccessObject(PlanGrant.self, "a granted plan", of: .sara) { world in
        let (customer, plan) = (
            try await world.newCustomer(), try await world.anonymous.firstID(at: "/subscription-plans")
        )
        let grant: JSONValue = ["plan_id": .string(plan), "until": "2027-06-30", "reason": "prova"]
        return try await world.as(.sara).post("/admin/users/\(customer)/subscription/grant", grant).made
    }
    AccessObject.ofPlatform(.giulia, .luca, .marco, .sara)
    AccessObject.ofAdministration(by: .sara)
    AccessObject.ofReports(by: .sara)
    AccessObject.ofWebhooks(by: .sara)
}

/// With these a customer is known to the operators who work for them, and to nobody else.
private let knowing: Set<Permission> = [
    .customerRead, .requestRead, .requestHandle, .requestAssign, .documentRead, .appointmentRead,
    .invoiceRead,
    .appointmentHandle,
]

/// Values that a schema cannot express.
private let examples: [String: JSONValue] = [
    "POST /appointments": ["customer_id": "own", "starts_at": "2026-11-30T09:00:00Z"],
    "PATCH /admin/service-requests/{id}/assign": ["operator_id": "own"],
    "POST /admin/cms/faqs": ["texts": italian],
    "PUT /admin/cms/faqs/{id}": ["texts": italian],
    "POST /admin/cms/news": ["texts": italian],
    "PUT /admin/cms/news/{id}": ["texts": italian],
    "POST /admin/cms/pages": ["texts": italian],
    "PUT /admin/cms/pages/{id}": ["texts": italian],
    "POST /admin/courses": ["ends_at": "2027-01-01T00:00:00Z"],
    "PUT /admin/operators/{id}/hours": ["weekly": [["weekday": 1, "from": "09:00", "until": "12:00"]]],
    "POST /admin/operators/{id}/exceptions": ["kind": "closed"],
    "POST /admin/subscription-plans": [
        "terms": [
            "price": 900, "vat_rate": 2200, "period": "month", "services": [["service": "ISEE", "limit": 1]],
            "limit_period": "month", "priority": 1, "trial_days": 0, "grace_days": 0, "is_welcome": false,
        ]
    ],
    "POST /admin/users/{id}/subscription/extend": ["until": "2027-09-30"],
    "POST /admin/users/{id}/subscription/grant": ["until": "2027-06-30"],
    "POST /users/me/family-members": [
        "codice_fiscale": "VRDSFO14L48H501A", "birth_date": "2014-07-08", "relationship": "child",
    ],
]

private let italian: JSONValue = ["it": ["title": "Titolo", "body": "Testo"]]

private let spouse: JSONValue = [
    "first_name": "Paolo", "last_name": "Verdi", "codice_fiscale": "VRDPLA83A15H501G",
    "relationship": "spouse",
    "birth_date": "1983-01-15",
]

/// All operations that ask for a fresh login.
private let freshness = Freshness(
    always: Freshness.ofPlatform(under: "").union([
        "POST /admin/payments/{id}/refund",
        "POST /admin/users", "POST /admin/users/{id}/codice-fiscale/verification",
        "PATCH /admin/users/{id}/activate", "PATCH /admin/users/{id}/deactivate",
        "POST /admin/users/{id}/subscription/cancel", "POST /admin/users/{id}/subscription/resume",
        "POST /admin/users/{id}/subscription/extend", "POST /admin/users/{id}/subscription/grant",
        "DELETE /admin/users/{id}/subscription/grants/{grant}",
        "PATCH /users/{id}",
    ]),
    // The own account needs a password instead; a cancelled course refunds all payments.
    inPart: ["DELETE /users/me/account"],
    delicate: [
        .usersManage, .privacyManage, .webhooksManage, .paymentRefund, .subscriptionManage,
        .subscriptionAdminister,
    ],
    plain: [
        // Less than there was before.
        "DELETE /admin/invitations/{id}", "DELETE /admin/service-tokens/{id}",
        "DELETE /admin/webhooks/{id}",
        // To the place that was chosen with a fresh login.
        "POST /admin/webhooks/{id}/test", "POST /admin/webhooks/{id}/redeliver",
        "POST /admin/webhooks/{id}/deliveries/{delivery}/redeliver",
        // Nobody's account changes.
        "POST /admin/users/{id}/legal-holds", "POST /admin/legal-holds/{id}/lift",
        // The caller's own money.
        "POST /subscriptions/cancel", "POST /subscriptions/checkout", "POST /subscriptions/portal",
        "POST /subscriptions/resume", "POST /subscriptions/upgrade",
    ]
)

extension World {
    /// A request of a customer that an operator works on.
    fileprivate func request(of customer: Person, takenBy worker: Person) async throws -> Ticket {
        let ready = try await ready(2025, as: customer, "IMU")
        let waiting = try Ticket(await submit(ready, as: customer))
        let taken = try Ticket(
            await self.as(.sara).patch(
                waiting.adminPath + "/assign",
                ["operator_id": .string(id(of: worker))],
                headers: waiting.match
            )
        )
        return try await move(taken, to: "in_review", as: worker)
    }

    /// Somebody who has registered, and nothing else.
    fileprivate func newCustomer() async throws -> String {
        if let login = try? await id(of: .customer(0)) { return login }
        try await Reception.register(0, at: site)
        return try await id(of: .customer(0))
    }

    fileprivate func payment(of customer: Person) async throws -> String {
        guard let account = ID<Account>(try await id(of: customer)) else { throw TestFailure("no customer") }
        return try await db.write { tx in
            let id = tx.newID(of: Payment.self)
            try tx.execute(
                """
                INSERT INTO payment (id, account_id, provider, provider_id, purpose, amount, refunded, currency, status,
                                     created_at, paid_at, read_at, version)
                VALUES (\(id), \(account), 'stripe', 'pi_access', 'course', 2500, 0, 'EUR', 'succeeded', \(tx.now), \(tx.now),
                        \(tx.now), 1)
                """
            )
            return id.description
        }
    }

    fileprivate func paper(for ticket: Ticket, of customer: Person) async throws -> String {
        try await upload("other", to: ticket, as: customer).made
    }

    fileprivate func paperAskedFor(of customer: Person, by worker: Person) async throws -> String {
        let request = try await request(of: customer, takenBy: worker)
        let wanted: JSONValue = ["documents": [["category": "other", "reason": "Manca la ricevuta."]]]
        let asked = try await self.as(worker).post(
            request.adminPath + "/request-documents",
            wanted,
            headers: request.match
        )
        guard let id = asked["requested_documents"]?[0]?["id"]?.stringValue else {
            throw TestFailure("no paper was asked for: \(asked)")
        }
        return id
    }

    fileprivate func upload(for ticket: Ticket, by person: Person) async throws -> String {
        let announced: JSONValue = [
            "request_id": .string(ticket.id), "category": "other", "name": "carta.pdf",
            "media_type": "application/pdf", "size": 100,
            "sha256": .string(String(repeating: "a", count: 64)),
        ]
        return try await self.as(person).post("/documents/uploads", announced).made
    }

    fileprivate func appointment(of customer: Person, with worker: Person) async throws -> String {
        let (type, operator_) = (
            try await anonymous.firstID(at: "/appointment-types"), try await id(of: worker)
        )
        let free = try await self.as(customer).get(
            "/appointments/availability?type_id=\(type)&operator_id=\(operator_)"
        )
        guard let start = free["slots"]?[0]?["starts_at"]?.stringValue else {
            throw TestFailure("\(worker.name) is never free: \(free)")
        }
        return try await book(type, at: start, as: customer, ["operator_id": .string(operator_)]).made
    }

    fileprivate func invoice(to customer: Person) async throws -> String {
        guard let account = ID<Account>(try await id(of: customer)), let gross = Cents(1000),
            let rate = Percent(2200)
        else { throw TestFailure("no customer") }
        let draft = InvoiceDraft(
            account: account,
            series: "F",
            cause: "access:\(ID<Invoice>.new(at: clock.now))",
            currency: .euro,
            language: .italian,
            issuer: InvoiceParty(name: "CAF", address: ["Via Roma 1", "00184 Roma (RM)"]),
            customer: InvoiceParty(name: customer.name, address: []),
            lines: [InvoiceLine("voce", gross: gross, vatRate: rate)]
        )
        return try await db.write { [site] tx in try Invoices.issue(draft, at: site, tx).id.description }
    }
}
