import Kernel
import Store
import TestKit
import Testing

@testable import CAF
@testable import Platform

private let paymentList = "/admin/payments"
private let invoiceList = "/invoices"

/// The payments of a till, and how to name their documents.
private struct Till {
    let plan: String
    let lucasCourse: String
    let giuliasCourse: String
}

extension World {
    /// Giulia pays a plan on 21 November, and with Luca a course on the 24th; Luca gets 10 euros back.
    fileprivate func till(with stripe: StripeDouble) async throws -> Till {
        try await subscribe(to: plan("famiglia"), from: stripe)
        clock.advance(by: .days(3))
        try await stripe.act("config", ["now": String(clock.now.seconds)])
        let body: JSONValue = [
            "title": ["it": "Leggere il 730", "en": "Reading the 730"], "description": "Due ore in aula.",
            "starts_at": "2026-12-01T17:00:00Z", "ends_at": "2026-12-01T19:00:00Z",
            "capacity": 5, "price_cents": 3000, "included_in_plan": false,
        ]
        let made = try await self.as(.sara).post("/admin/courses", body)
        guard let course = made.id else { throw TestFailure("no course: \(made)") }
        _ = try await self.as(.sara).patch("/admin/courses/\(course)", ["status": "published"])
        for person in [Person.luca, .giulia] {
            let page = try await self.as(person).post("/courses/\(course)/checkout")
            guard let id = page.id else { throw TestFailure("no checkout: \(page)") }
            try await stripe.act("complete/\(id)")
            try await hear(stripe)
        }
        let till = Till(
            plan: try await payment("account_id=\(id(of: .giulia))&to=2026-11-21"),
            lucasCourse: try await payment("account_id=\(id(of: .luca))"),
            giuliasCourse: try await payment("account_id=\(id(of: .giulia))&from=2026-11-22")
        )
        let refund: JSONValue = ["amount": 1000, "reason": "disguido"]
        let back = try await self.as(.sara).post("\(paymentList)/\(till.lucasCourse)/refund", refund)
        guard back.status == 201 else { throw TestFailure("no refund: \(back)") }
        try await hear(stripe)
        return till
    }

    private func payment(_ query: String) async throws -> String {
        let found = try await ids(paymentList, query)
        guard let id = found.first, found.count == 1 else { throw TestFailure("\(query): \(found)") }
        return id
    }

    /// The numbers of documents as a person reads them, sorted.
    fileprivate func numbers(_ query: String, as person: Person = .sara) async throws -> [String] {
        let answer = try await self.as(person).get("\(invoiceList)?\(query)")
        guard answer.status == 200 else { throw TestFailure("no invoices for \(query): \(answer)") }
        return (answer["data"]?.arrayValue ?? []).compactMap { $0["reference"]?.stringValue }.sorted()
    }
}

@Suite struct MoneyFindingTests {
    @Test func `invoices and payments of an account and a period`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let till = try await world.till(with: stripe)
        let (giulia, luca) = (try await world.id(of: .giulia), try await world.id(of: .luca))
        let courses: Set = [till.lucasCourse, till.giuliasCourse]

        #expect(try await world.ids(paymentList, "account_id=\(luca)") == [till.lucasCourse])
        #expect(try await Set(world.ids(paymentList, "from=2026-11-22")) == courses)
        #expect(try await world.ids(paymentList, "to=2026-11-23") == [till.plan])
        #expect(try await world.ids(paymentList, "from=2026-11-21&to=2026-11-24").count == 3)
        #expect(try await world.ids(paymentList, "to=2026-11-20").isEmpty)
        #expect(try await world.ids(paymentList, "to=2026-11-21T09:00:00Z").isEmpty)
        #expect(try await world.ids(paymentList, "to=2026-11-21T09:00:01Z") == [till.plan])
        #expect(try await world.numbers("account_id=\(luca)") == ["F2/2026", "NC1/2026"])
        #expect(try await world.numbers("account_id=\(luca)&kind=credit_note") == ["NC1/2026"])
        #expect(try await world.numbers("account_id=\(giulia)&from=2026-11-22") == ["F3/2026"])
        #expect(try await world.numbers("to=2026-11-23") == ["F1/2026"])
        #expect(try await world.numbers("from=2026-11-24&to=2026-11-24").count == 3)
        #expect(try await world.numbers("to=2026-11-20").isEmpty)
        // A customer's list is the customer's, whichever account is asked for.
        #expect(try await world.numbers("account_id=\(luca)", as: .giulia).isEmpty)
        #expect(try await world.numbers("to=2026-11-23", as: .giulia) == ["F1/2026"])
    }

    @Test func `payments are found by payer, codice fiscale, purchase and the provider's id`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let till = try await world.till(with: stripe)
        let atStripe = try await world.db.read { tx in
            try tx.value("SELECT provider_id FROM payment WHERE amount = 4900", as: String.self)
        }

        let questions: [(words: String, ids: Set<String>)] = [
            ("rossi", [till.plan, till.giuliasCourse]), ("bianchi+luca", [till.lucasCourse]),
            ("BNCLCU78P03F205I", [till.lucasCourse]), ("famiglia", [till.plan]),
            ("leggere+730", [till.lucasCourse, till.giuliasCourse]),
            ("luca.bianchi%40example.com", [till.lucasCourse]),
            (try #require(atStripe), [till.plan]), ("aula", []), ("nessuno", []),
        ]
        for (words, ids) in questions {
            #expect(try await Set(world.ids(paymentList, "search=" + words)) == ids, "\(words)")
        }
    }

    @Test func `invoices are found by customer, as printed and as now, by purchase and number`() async throws
    {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        _ = try await world.till(with: stripe)
        let renamed = try await world.as(.giulia).patch("/users/me", ["last_name": "Verdi"])
        #expect(renamed.status == 200, "\(renamed)")

        let questions: [(words: String, numbers: [String])] = [
            ("verdi", ["F1/2026", "F3/2026"]), ("rossi", ["F1/2026", "F3/2026"]),
            ("BNCLCU78P03F205I", ["F2/2026", "NC1/2026"]), ("famiglia", ["F1/2026"]),
            ("reading", ["F2/2026", "F3/2026", "NC1/2026"]), ("f2%2F2026", ["F2/2026"]), ("nessuno", []),
        ]
        for (words, numbers) in questions {
            #expect(try await world.numbers("search=" + words) == numbers, "\(words)")
        }
        #expect(try await world.numbers("search=bianchi", as: .giulia).isEmpty)
    }

    @Test func `payments and invoices sort by every shown column, in both directions`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        _ = try await world.till(with: stripe)

        try await world.sorts(paymentList, by: PaymentColumn.allCases.map(\.rawValue), count: 3)
        try await world.sorts(invoiceList, by: InvoiceColumn.allCases.map(\.rawValue), count: 4)
        #expect(try await world.first("account_name", paymentList + "?sort=account") == "Luca Bianchi")
        #expect(try await world.first("account_name", paymentList + "?sort=-account") == "Giulia Rossi")
        #expect(try await world.first("purpose_name", paymentList + "?sort=purpose") == "Leggere il 730")
        #expect(try await world.first("purpose_name", paymentList + "?sort=-amount") == "Piano famiglia")
        #expect(try await world.first("account_name", paymentList + "?sort=-refunded") == "Luca Bianchi")
        #expect(try await world.first("reference", invoiceList + "?sort=reference") == "F1/2026")
        #expect(try await world.first("reference", invoiceList + "?sort=total") == "NC1/2026")
        let newest = try await world.ids(invoiceList, "from=2026-11-01")
        #expect(try await world.ids(invoiceList, "sort=-issued_on") == newest)
    }
}
