import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct LedgerTests {
    @Test func `what does not balance is refused, in each currency`() async throws {
        let world = try await aShop()
        let unbalanced: [[Ledger.Line]] = [
            [.init(.provider, Money(10, .euro)), .init(.revenue, Money(-9, .euro))],
            [.init(.provider, Money(10, .euro)), .init(.revenue, Money(-10, .dollar))],
            [.init(.provider, Money(10, .euro))],
        ]

        for lines in unbalanced {
            await #expect(throws: (any Error).self) {
                try await world.db.write { tx in try Ledger.book("test", of: tx.newID(), lines, tx) }
            }
        }
        #expect(try await world.rows(of: "ledger_entry") == 0)
        #expect(try await world.rows(of: "ledger_transaction") == 0)
    }

    @Test func `a line added to what is complete, changed or removed is refused`() async throws {
        let world = try await aShop()
        try await world.db.write { tx in
            try Ledger.move(Money(10, .euro), from: .revenue, to: .provider, as: "test", of: tx.newID(), tx)
        }
        let attempts: [SQL] = [
            "UPDATE ledger_entry SET amount = amount + 1", "DELETE FROM ledger_entry",
            "UPDATE ledger_transaction SET kind = 'x'", "DELETE FROM ledger_transaction",
            """
            INSERT INTO ledger_entry (transaction_id, position, line_count, account, amount, currency)
            SELECT transaction_id, 3, 3, account, amount, currency FROM ledger_entry WHERE position = 1
            """,
        ]

        for attempt in attempts {
            await #expect(throws: (any Error).self) {
                try await world.db.write { tx in _ = try tx.execute(attempt) }
            }
        }
        #expect(try await world.balances() == ["provider": 10, "revenue": -10])
    }

    @Test func `the same is booked once, however many try`() async throws {
        let world = try await aShop()
        let subject = ID<Subject>.new(at: world.clock.now)

        let booked = try await world.atOnce(20) { _ in
            try await world.db.write { tx in
                let lines = [Ledger.Line(.provider, Money(10, .euro)), .init(.revenue, Money(-10, .euro))]
                return try Ledger.book("test", of: subject, lines, tx)
            }
        }

        #expect(booked.filter { $0 }.count == 1)
        #expect(try await world.balances() == ["provider": 10, "revenue": -10])
    }

    @Test func `a line of nothing is not booked, and what is owed is what stands on the account`()
        async throws
    {
        let world = try await aShop()
        let account = Ledger.Account.owed(to: "tutor", ID<Subject>.new(at: world.clock.now))

        let (nothing, owed) = try await world.db.write { tx in
            let nothing = try Ledger.book("test", of: tx.newID(), [.init(.bank, Money(0, .euro))], tx)
            let lines: [Ledger.Line] = [
                .init(.provider, Money(10, .euro)), .init(.revenue, Money(0, .euro)),
                .init(account, Money(-10, .euro)),
            ]
            try Ledger.book("test", of: tx.newID(), lines, tx)
            return (nothing, try Ledger.owed(on: account, in: .euro, tx))
        }

        #expect(!nothing && owed == 10)
        #expect(try await world.rows(of: "ledger_entry") == 2)
        #expect(try await world.rows(of: "ledger_transaction") == 1)
    }
}
