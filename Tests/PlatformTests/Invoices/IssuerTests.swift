import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Documents in the name of an account, without VAT, with stamp duty, and with net lines.
@Suite struct IssuerTests {
    private static let stamp = StampDuty(of: Cents(2_00) ?? .zero, above: 77_47)

    private func rate(_ points: Int) throws -> Percent { try #require(Percent(points)) }

    private func cents(_ value: Int64) throws -> Cents { try #require(Cents(value)) }

    private func line(_ gross: Int64, _ points: Int = 0) throws -> InvoiceLine {
        InvoiceLine("lezione", gross: try cents(gross), vatRate: try rate(points))
    }

    private func account(_ world: World, _ person: Person) async throws -> ID<Account> {
        let found = try await world.db.read { tx in
            try tx.value("SELECT id FROM account WHERE email = \(person.email)", as: ID<Account>.self)
        }
        return try #require(found)
    }

    @Test func `every issuer counts its own numbers, in every series and year`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let issuers = [nil, try await account(world, .luca), try await account(world, .sara)]
        let line = try line(1000)

        let references = try await world.db.write { tx in
            try (0..<3).flatMap { round in
                try issuers.map { issuer in
                    let draft = draft(
                        giulia,
                        "\(round):\(issuer?.description ?? "-")",
                        [line],
                        issuer: issuer
                    )
                    return try Invoices.issue(draft, at: site, tx).reference
                }
            }
        }

        #expect(references == (1...3).flatMap { Array(repeating: "F\($0)/2026", count: 3) })
    }

    @Test func `simultaneous documents of an issuer are numbered without gaps`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let luca = try await account(world, .luca)
        let line = try line(1000)

        _ = try await world.atOnce(30) { index in
            let draft = draft(giulia, "test:\(index)", [line], issuer: luca)
            try await world.db.write { tx in _ = try Invoices.issue(draft, at: site, tx) }
        }

        let numbers = try await world.db.read { tx in
            try tx.values("SELECT number FROM invoice ORDER BY number", as: Int.self)
        }
        #expect(numbers == Array(1...30))
    }

    @Test func `77.47 bears no stamp, 77.48 does, which is no part of the total`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let lines = [try line(77_47), try line(77_48)]

        let issued = try await world.db.write { tx in
            try lines.map { line in
                try Invoices.issue(
                    draft(giulia, "\(line.gross)", [line], nature: .noVAT, stamp: Self.stamp),
                    at: site,
                    tx
                )
            }
        }

        #expect(issued.map(\.stamp.value) == [0, 2_00])
        #expect(issued.map(\.total.value) == [77_47, 77_48])
        let note = try await world.db.write { [cents = try cents(77_48)] tx in
            try Invoices.credit(
                issued[1],
                cents,
                series: "NC",
                cause: "n",
                because: "Rimborso",
                stamp: Self.stamp,
                at: site,
                tx
            )
        }
        #expect(note.stamp.value == 2_00 && note.nature == .noVAT)
    }

    @Test func `VAT within 100.00 is 18.03, and on the sum of net lines it is reckoned once`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let (gross, high) = ([try line(100_00, 2200)], try rate(2200))
        let net = [3_33, 3_33, 3_33, -1_00].map { InvoiceNetLine("provvigione", net: $0, vatRate: high) }

        let (within, onTop) = try await world.db.write { tx in
            (
                try Invoices.issue(draft(giulia, "a", gross), at: site, tx),
                try Invoices.issue(draft(giulia, "b", net: net), at: site, tx)
            )
        }

        #expect(within.taxes.map(\.tax.value) == [18_03] && within.total.value == 100_00)
        // 8.99 at 22 % are 1.98; line by line it would be 0.73 three times, less 0.22.
        #expect(onTop.net == 8_99 && onTop.vat == 1_98 && onTop.total.value == 10_97)
    }

    @Test func `credit notes of net lines take back no more than the net`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let net = [InvoiceNetLine("provvigione", net: 10_00, vatRate: try rate(2200))]
        let invoice = try await world.db.write { tx in
            try Invoices.issue(draft(giulia, "a", net: net), at: site, tx)
        }
        let (part, rest) = (try cents(7_00), try cents(3_01))

        let note = try await world.db.write { tx in
            try Invoices.credit(invoice, net: part, series: "NC", cause: "n", because: "Storno", at: site, tx)
        }

        #expect(note.net == 7_00 && note.vat == 1_54)
        await #expect(throws: Problem.self) {
            try await world.db.write { tx in
                _ = try Invoices.credit(
                    invoice,
                    net: rest,
                    series: "NC",
                    cause: "m",
                    because: "Storno",
                    at: site,
                    tx
                )
            }
        }
    }

    @Test func `the PDF says what it is, why there is no VAT, and that a stamp is paid`() async throws {
        let world = try await aShop()
        let (site, giulia) = (world.site, try await account(world, .giulia))
        let (receipt, exempt) = ([try line(100_00)], [try line(80_00)])
        let abroad = [InvoiceNetLine("provvigione", net: 10_00, vatRate: try rate(0))]

        let issued = try await world.db.write { tx in
            [
                try Invoices.issue(
                    draft(giulia, "a", receipt, isReceipt: true, stamp: Self.stamp),
                    at: site,
                    tx
                ),
                try Invoices.issue(
                    draft(giulia, "b", exempt, nature: .exempt, stamp: Self.stamp),
                    at: site,
                    tx
                ),
                try Invoices.issue(
                    draft(giulia, "c", net: abroad, nature: .abroad, isReverseCharge: true),
                    at: site,
                    tx
                ),
            ]
        }
        var texts: [String] = []
        for invoice in issued {
            let document = InvoiceDocument(invoice, correcting: nil).document
            texts.append(try PDFReader(try await PDFRenderer().print(document)).text)
        }

        #expect(texts[0].contains("Ricevuta F1/2026") && texts[0].contains("Imposta di bollo"))
        #expect(texts[1].contains("Fattura F2/2026") && texts[1].contains("art. 10 n. 20"))
        #expect(texts[2].contains("Inversione contabile") && texts[2].contains("N2.1"))
    }

    private func draft(
        _ account: ID<Account>,
        _ cause: String,
        _ lines: [InvoiceLine] = [],
        net: [InvoiceNetLine] = [],
        issuer: ID<Account>? = nil,
        isReceipt: Bool = false,
        nature: VATNature? = nil,
        isReverseCharge: Bool = false,
        stamp: StampDuty? = nil
    ) -> InvoiceDraft {
        InvoiceDraft(
            account: account,
            series: "F",
            cause: cause,
            currency: .euro,
            language: .italian,
            issuer: InvoiceParty(name: "Tina Neri", address: ["Roma"], taxCode: "NRETNI80A41H501X"),
            customer: InvoiceParty(name: "Giulia Rossi", address: []),
            lines: lines,
            netLines: net,
            issuerAccount: issuer,
            isReceipt: isReceipt,
            nature: nature,
            isReverseCharge: isReverseCharge,
            stamp: stamp
        )
    }
}
