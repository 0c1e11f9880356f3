import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Cases that Distribution's payouts do not cover: another payee, a hold and a minimum amount.
@Suite struct PayoutTests {
    @Test func `a lesson is held for a week, what is taken back counts at once`() async throws {
        let world = try await aSchool()
        let tutor = try await world.tutor(earning: 30_00, 25_00)

        let early = try await world.pay(tutor)
        world.clock.advance(by: .days(7) + .seconds(1))
        try await world.enter(40_00, -10_00, for: tutor)
        let paid = try await world.pay(tutor)

        #expect(early.problem == .tooLittle && early["due"] == 0, "\(early)")
        #expect(paid["amount"] == 45_00 && paid["lessons"] == 2 && paid["number"] == 1, "\(paid)")
        #expect(try await world.pay(tutor).problem == .tooLittle, "the third is held")
    }

    @Test func `what is too little waits, and what is negative is netted against later lessons`() async throws
    {
        let world = try await aSchool()
        let tutor = try await world.tutor(earning: 19_99)

        world.clock.advance(by: .days(8))
        let tooLittle = try await world.pay(tutor)
        try await world.enter(-30_00, for: tutor)
        let negative = try await world.pay(tutor)
        try await world.enter(50_00, for: tutor)
        world.clock.advance(by: .days(8))
        let netted = try await world.pay(tutor)

        #expect(tooLittle["due"] == 19_99 && negative["due"] == -10_01)
        #expect(netted["amount"] == 39_99, "\(netted)")
    }

    @Test func `a payout is booked on the account of its payee, and comes back when the bank sends it back`()
        async throws
    {
        let world = try await aSchool()
        let tutor = try await world.tutor(earning: 30_00)
        world.clock.advance(by: .days(8))
        let id = try #require(try await world.pay(tutor).id)

        for status: JSONValue in ["approved", "paid"] { _ = try await world.move(id, to: status) }
        let paid = try await world.balances()
        let nothing = try await world.pay(tutor)
        let returned = try await world.move(id, to: "returned")
        let again = try await world.pay(tutor)

        #expect(paid == ["tutor:\(tutor)": 30_00, "bank": -30_00])
        #expect(nothing["due"] == 0 && returned["status"] == "returned")
        #expect(try await world.balances() == ["tutor:\(tutor)": 0, "bank": 0])
        #expect(again["amount"] == 30_00 && again["number"] == 2)
        #expect(
            try await world.payoutNews() == [
                "new pending", "moved approved", "moved paid", "payout 1: 3000", "moved returned",
                "new pending",
            ]
        )
        #expect(school.unpublishedEffects == [])
    }

    @Test func `of twenty who ask at once one gets the lessons`() async throws {
        let world = try await aSchool()
        let tutor = try await world.tutor(earning: 30_00, 30_00)
        world.clock.advance(by: .days(8))

        let answers = try await world.atOnce(20) { _ in try await world.pay(tutor) }

        #expect(answers.statuses == [200: 1, 409: 19], "\(answers.statuses)")
    }
}

private func aSchool() async throws -> World {
    try await World(school, cast: "people") { site in
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

extension World {
    fileprivate func tutor(earning amounts: Int64...) async throws -> ID<Tutor> {
        try await db.write { tx in
            let id = tx.newID(of: Tutor.self)
            try tx.execute("INSERT INTO tutor (id) VALUES (\(id))")
            for amount in amounts { try Tutor.enter(amount, for: id, tx) }
            return id
        }
    }

    fileprivate func enter(_ amounts: Int64..., for tutor: ID<Tutor>) async throws {
        try await db.write { tx in for amount in amounts { try Tutor.enter(amount, for: tutor, tx) } }
    }

    fileprivate func pay(_ tutor: ID<Tutor>) async throws -> TestResponse {
        try await self.as(.sara).post("/api/tutors/\(tutor)/payouts")
    }

    fileprivate func move(_ payout: String, to status: JSONValue) async throws -> TestResponse {
        try await self.as(.sara).patch("/api/payouts/\(payout)", ["status": status])
    }

    fileprivate func payoutNews() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT what FROM heard ORDER BY place", as: String.self) }
    }
}
