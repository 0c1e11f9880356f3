import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct BookkeepingTests {
    @Test(arguments: Bookkeeping.allCases)
    func `the lines of every moment sum to zero, and it is booked once`(moment: Bookkeeping) async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        var amounts = Bookkeeping.Amounts(Split(value: 3_333, commission: 500, vat: 110), of: tina)
        amounts.unused = 1_000

        let booked = try await world.db.write { [amounts] tx in
            (
                try moment.book(amounts, of: ID<Subject>(raw: 1), tx),
                try moment.book(amounts, of: ID<Subject>(raw: 1), tx)
            )
        }

        #expect(booked == (true, false))
        let sum = try await world.db.read { tx in
            try tx.value("SELECT \(SQL.sum(of: "amount")) FROM ledger_entry", as: Int64.self)
        }
        #expect(sum == 0)
    }

    @Test func `the lines of the page's table`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        let split = Split(value: 3_333, commission: 500, vat: 110)
        func lines(_ moment: Bookkeeping, unused: Int64 = 0) async throws -> [String: Int64] {
            try await world.db.write { tx in
                var amounts = Bookkeeping.Amounts(split, of: tina)
                amounts.unused = unused
                try moment.book(
                    amounts,
                    of: ID<Subject>(raw: UInt128(Bookkeeping.allCases.firstIndex(of: moment) ?? 0)),
                    tx
                )
                let found = try Ledger.balances(where: ["t.kind = \(moment.rawValue)"], tx)
                return Dictionary(
                    uniqueKeysWithValues: found.map {
                        (String($0.account.prefix { $0 != ":" }), $0.balance.amountMinor)
                    }
                )
            }
        }

        #expect(try await lines(.paid) == ["provider": 3_333, "deferred": -3_333])
        #expect(
            try await lines(.charge) == [
                "deferred": 3_333, "pending": -2_723, "commission": -500, "vat": -110,
            ]
        )
        #expect(
            try await lines(.packageExpired) == [
                "deferred": 3_333, "pending": -2_723, "commission": -500, "vat": -110,
            ]
        )
        #expect(try await lines(.planExpired) == ["deferred": 3_333, "breakage": -3_333])
        #expect(try await lines(.earned) == ["pending": 2_723, "tutor": -2_723])
        #expect(
            try await lines(.backPending) == [
                "pending": 2_723, "commission": 500, "vat": 110, "deferred": -3_333,
            ]
        )
        #expect(
            try await lines(.backEarned) == [
                "tutor": 2_723, "commission": 500, "vat": 110, "deferred": -3_333,
            ]
        )
        #expect(try await lines(.moneyBack) == ["deferred": 3_333, "provider": -3_333])
        #expect(try await lines(.contestOpened) == ["contested": 3_333, "provider": -3_333])
        #expect(try await lines(.contestWon) == ["provider": 3_333, "contested": -3_333])
        #expect(
            try await lines(.contestLost, unused: 1_000) == [
                "deferred": 1_000, "bad_debt": 2_333, "contested": -3_333,
            ]
        )
    }
}
