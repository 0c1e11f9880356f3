import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct InvoiceTests {
    private struct Stop: Error {}

    private func draft(_ world: World, _ cause: String, _ lines: [InvoiceLine]) async throws -> InvoiceDraft {
        let giulia = try #require(ID<Account>(try await world.id(of: .giulia)))
        return InvoiceDraft(
            account: giulia,
            series: "F",
            cause: cause,
            currency: .euro,
            language: .italian,
            issuer: InvoiceParty(name: "PK SERVIZI", address: ["Roma"]),
            customer: InvoiceParty(name: "Giulia Rossi", address: []),
            lines: lines
        )
    }

    private func line(_ gross: Int64, _ rate: Int = 2200) throws -> InvoiceLine {
        InvoiceLine("voce", gross: try #require(Cents(gross)), vatRate: try #require(Percent(rate)))
    }

    @Test func `fifty at once are numbered one to fifty, those rolled back leaving no gap`() async throws {
        let world = try await office()
        let base = try await draft(world, "x", [line(1000)])
        let site = world.site

        _ = try await world.atOnce(70) { index in
            let new = InvoiceDraft(
                account: base.account,
                series: "F",
                cause: "test:\(index)",
                currency: .euro,
                language: .italian,
                issuer: base.issuer,
                customer: base.customer,
                lines: base.lines
            )
            do {
                try await world.db.write { tx in
                    _ = try Invoices.issue(new, at: site, tx)
                    if index % 7 < 2 { throw Stop() }
                }
            } catch is Stop {}
        }

        let numbers = try await world.db.read { tx in
            try tx.values("SELECT number FROM invoice ORDER BY number", as: Int.self)
        }
        #expect(numbers == Array(1...50))
    }

    @Test func `one cause has one invoice, and an invoice does not change`() async throws {
        let world = try await office()
        let site = world.site
        let new = try await draft(world, "payment:1", [line(1000)])

        let ids = try await world.atOnce(10) { _ in
            try await world.db.write { tx in try Invoices.issue(new, at: site, tx).id }
        }

        #expect(Set(ids).count == 1)
        for change: SQL in ["total = 1", "number = 2", "cause = 'x'"] {
            await #expect(throws: (any Error).self) {
                try await world.db.write { tx in _ = try tx.execute("UPDATE invoice SET \(change)") }
            }
        }
    }

    @Test func `the tax is rounded per rate, and a new year begins at one`() async throws {
        let world = try await office()
        let site = world.site
        let first = try await draft(world, "a", [line(70_000), line(1000, 400), line(5, 400), line(999, 0)])
        let second = try await draft(world, "b", [line(1)])

        let mixed = try await world.db.write { tx in try Invoices.issue(first, at: site, tx) }
        // New Year's night in Rome is still the old year in Greenwich.
        world.clock.set(to: try #require(Instant("2026-12-31T23:30:00Z")))
        let next = try await world.db.write { tx in try Invoices.issue(second, at: site, tx) }

        #expect(mixed.taxes.map(\.net.value) == [57_377, 966, 999])
        #expect(mixed.taxes.map(\.tax.value) == [12_623, 39, 0])
        #expect(mixed.total.value == 72_004)
        #expect(next.reference == "F1/2027")
    }

    @Test func `credit notes take back no more than the invoice, rate by rate`() async throws {
        let world = try await office()
        let site = world.site
        let new = try await draft(world, "a", [line(10_000), line(5_000, 400)])
        let invoice = try await world.db.write { tx in try Invoices.issue(new, at: site, tx) }
        let (part, rest) = (try #require(Cents(7_501)), try #require(Cents(7_500)))
        func credit(_ gross: Cents, _ cause: String) async throws -> Invoice {
            try await world.db.write { tx in
                try Invoices.credit(
                    invoice,
                    gross,
                    series: "NC",
                    cause: cause,
                    because: "Rimborso",
                    at: site,
                    tx
                )
            }
        }

        let note = try await credit(part, "r1")
        #expect(note.kind == .creditNote && note.corrects == invoice.id && note.total == part)
        #expect(note.lines.map(\.gross.value) == [5_000, 2_501])
        await #expect(throws: Problem.self) { try await credit(rest, "r2") }
        #expect(try await credit(part, "r1").id == note.id)
    }

    @Test func `numbers from the outside: 700 at 22, 299.25 at 10`() throws {
        let (high, ten) = (try #require(Percent(2200)), try #require(Percent(1000)))

        #expect(VAT.within(gross: try #require(Cents(70_000)), at: high) == (57_377, 12_623))
        #expect(VAT.onTop(of: try #require(Cents(29_925)), at: ten).value == 2_993)
    }
}
