import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct PayoutTests {
    @Test func `a payout is what is due, whatever the caller would like, and equals the ledger`() async throws
    {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()
        try await world.sell(Sale(goods: 40_000, commission: 2_000))
        try await world.sell(Sale(company: "Zagros Foods", zone: "Erbil", customer: .dilan))

        #expect(try await world.due(furat) == 133_000)
        let wish: JSONValue = [
            "company_id": .string(furat), "from": "2026-11-01", "to": "2026-11-21", "amount": 9_999_999,
        ]
        let wished = try await world.as(.noor).post("/api/payouts", wish)
        #expect(wished.faults == ["/amount": "unknown_member"])
        let opened = try await world.open(furat)
        let id = try #require(opened.id)
        let early = try await world.move(id, to: "paid")
        let approved = try await world.move(id, to: "approved")
        #expect(
            try await world.ledger()["Al-Furat Trading"] == -133_000,
            "nothing is booked before it is paid"
        )
        let paid = try await world.move(id, to: "paid")
        let late = try await world.move(id, to: "cancelled")
        try await world.runJobs()

        #expect(opened["amount"] == 133_000 && opened["orders"] == 2 && opened["number"] == 1, "\(opened)")
        #expect(early.problem == .illegalTransition && late.problem == .illegalTransition)
        #expect(approved["status"] == "approved" && paid["reference"] == "RAF-1" && paid["paid_at"] != nil)
        let ledger = try await world.ledger()
        #expect(ledger["Al-Furat Trading"] == nil && ledger["bank"] == -133_000)
        #expect(ledger.values.reduce(0, +) == 0)
        #expect(try await world.due(furat) == 0)
        let mail = world.mails(to: .hassan)
        #expect(mail.count == 1 && mail.first?.text.contains("133,000") == true)
        #expect(world.mails(to: .layla).isEmpty)
        let audit = try await world.audit().filter { $0.hasPrefix("payout.") }
        #expect(audit == ["payout.open", "payout.approve", "payout.pay"])
    }

    @Test func `of fifty who ask at once one gets the orders`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        for _ in 0..<5 { try await world.sell() }

        let answers = try await world.atOnce(50) { _ in try await world.open(furat) }

        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .nothingDue })
        #expect(answers.first { $0.status == 201 }?["amount"] == 475_000)
    }

    @Test func `overlapping windows at once share the orders, none is paid twice`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        for day in 10..<20 { try await world.sell(Sale(at: Instant("2026-11-\(day)T09:00:00Z"))) }

        let answers = try await world.atOnce(30) { index in
            try await world.open(furat, from: "2026-11-\(10 + index % 10)", to: "2026-11-\(12 + index % 8)")
        }

        let opened = answers.filter { $0.status == 201 }
        #expect(answers.allSatisfy { [201, 409, 422].contains($0.status) }, "\(answers.statuses)")
        #expect(opened.reduce(0) { $0 + ($1["orders"]?.integerValue ?? 0) } == 10)
        #expect(opened.reduce(0) { $0 + ($1["amount"]?.integerValue ?? 0) } == 950_000)
        let numbers = Set(opened.compactMap { $0["number"]?.integerValue })
        #expect(numbers == Set(1...Int64(opened.count)), "no gaps")
    }

    @Test func `approving against cancelling ends one way`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()
        let id = try #require(try await world.open(furat).id)

        let answers = try await world.atOnce(40) { index in
            try await world.move(
                id,
                to: index % 2 == 0 ? "approved" : "cancelled",
                headers: ["If-Match": "\"1\""]
            )
        }

        #expect(answers.statuses[200] == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [200, 412].contains($0.status) })
        let status = try await world.as(.noor).get("/api/payouts/\(id)")["payout"]?["status"]
        #expect(try await world.due(furat) == (status == "approved" ? 0 : 95_000))
    }

    @Test func `paying many times pays once`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()
        let id = try #require(try await world.open(furat).id)
        #expect(try await world.move(id, to: "approved").status == 200)

        let answers = try await world.atOnce(20) { _ in try await world.move(id, to: "paid") }
        try await world.runJobs()

        #expect(answers.statuses[200] == 1 && answers.allSatisfy { [200, 409, 412].contains($0.status) })
        #expect(try await world.ledger()["bank"] == -95_000)
        #expect(world.mails(to: .hassan).count == 1)
    }

    @Test func `a day ends at midnight in Baghdad`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        // Midnight there is nine in the evening of UTC.
        try await world.sell(Sale(goods: 1_000, commission: 0, at: Instant("2026-11-18T20:59:59.999999Z")))
        try await world.sell(Sale(goods: 20_000, commission: 0, at: Instant("2026-11-18T21:00:00Z")))
        try await world.sell(Sale(goods: 300_000, commission: 0, at: Instant("2026-11-19T20:59:59.999999Z")))
        try await world.sell(Sale(goods: 4_000_000, commission: 0, at: Instant("2026-11-19T21:00:00Z")))

        #expect(try await world.due(furat, from: "2026-11-18", to: "2026-11-18") == 1_000)
        #expect(try await world.due(furat, from: "2026-11-19", to: "2026-11-19") == 320_000)
        #expect(try await world.due(furat, from: "2026-11-20", to: "2026-11-20") == 4_000_000)
        let opened = try await world.open(furat, from: "2026-11-19", to: "2026-11-19")
        #expect(opened["amount"] == 320_000 && opened["orders"] == 2)
    }

    @Test func `what was not paid is due again`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()

        for end in [
            ["cancelled"], ["approved", "cancelled"], ["approved", "failed"],
            ["approved", "paid", "returned"],
        ] {
            let opened = try await world.open(furat)
            #expect(opened["amount"] == 95_000, "\(opened)")
            let id = try #require(opened.id)
            #expect(try await world.due(furat) == 0)
            for status in end {
                #expect(try await world.move(id, to: status)["status"]?.stringValue == status)
            }
            #expect(try await world.due(furat) == 95_000)
            let kept = try await world.as(.hassan).get("/api/payouts/\(id)")
            #expect(kept["entries"]?.arrayValue?.count == 1, "it still says what it was made of")
        }
        #expect(try await world.ledger()["Al-Furat Trading"] == -95_000)
        #expect(try await world.ledger()["bank"] == nil)
        try await world.runJobs()
        let mails = world.mails(to: .hassan).map(\.subject)
        #expect(
            mails.count == 2,
            "of the payout that was paid and of its coming back, and of nothing else: \(mails)"
        )
    }

    @Test func `what was paid and taken back is kept from the next payout`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await world.sell(Sale(at: Instant("2026-11-10T09:00:00Z")))
        let unpaid = try await world.sell(
            Sale(goods: 7_000, commission: 0, at: Instant("2026-11-05T09:00:00Z"))
        )
        let first = try #require(try await world.open(furat, from: "2026-11-10", to: "2026-11-10").id)
        for status in ["approved", "paid"] { _ = try await world.move(first, to: status) }
        for order in [order, unpaid] {
            #expect(try await world.takeBack(order).status == 201)
        }

        let nothing = try await world.open(furat, from: "2026-11-20", to: "2026-11-21")
        try await world.sell(Sale(goods: 200_000, commission: 0))
        let next = try await world.open(furat, from: "2026-11-20", to: "2026-11-21")

        #expect(nothing.problem == .nothingDue && nothing["due"] == -95_000)
        #expect(
            next["amount"] == 105_000 && next["orders"] == 1,
            "the order never paid is not kept back: \(next)"
        )
        #expect(try await world.ledger()["Al-Furat Trading"] == -105_000)
    }

    @Test func `windows that make no sense are refused, and vendors see their own`() async throws {
        let world = try await market()
        let (furat, zagros) = (
            try await world.companyNamed("Al-Furat Trading"), try await world.companyNamed("Zagros Foods")
        )
        try await world.sell()
        let id = try #require(try await world.open(furat).id)

        #expect(
            try await world.open(furat, from: "2026-11-20", to: "2026-11-19").faults == [
                "/from": "not_a_window"
            ]
        )
        #expect(try await world.open(furat, from: "0001-01-01").faults == ["/from": "not_a_window"])
        #expect(try await world.open(furat, to: "9999-12-31").faults.values.contains("day_to_come"))
        #expect(try await world.open(id).faults == ["/company_id": "unknown_company"])
        #expect(try await world.as(.layla).get("/api/payouts/\(id)").status == 404)
        #expect(try await world.as(.layla).get("/api/payouts")["data"] == [])
        #expect(
            try await world.as(.hassan).get("/api/payouts?status=pending")["data"]?[0]?["id"]?.stringValue
                == id
        )
        #expect(
            try await world.as(.hassan).patch("/api/payouts/\(id)/status", ["status": "paid"]).status == 403
        )
        #expect(try await world.as(.ali).get("/api/payouts").status == 403)
        let due = "/payouts?from=2026-11-01&to=2026-11-21"
        #expect(try await world.as(.hassan).get("/api/companies/\(furat)\(due)")["due"] == 0)
        #expect(try await world.as(.hassan).get("/api/companies/\(zagros)\(due)").status == 404)
    }
}
