import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PDFTests {
    private let press = PDFRenderer()

    private func document(_ title: String = "Relazione") -> PDFDocument {
        PDFDocument(title: title, author: "PK SERVIZI", language: .italian, createdAt: TestClock.start)
    }

    @Test func `headings, paragraphs, facts and tables stand on one A4 page`() async throws {
        var document = document("Fattura 2026/1")
        document.footer = "PK SERVIZI S.r.l. · P. IVA 12345678903"
        document.heading("Fattura 2026/1")
        document.pair("PK SERVIZI S.r.l.\nVia Roma 1\n00184 Roma", "Giulia Rossi\nVia Po 2\n10123 Torino")
        document.facts(["Data": "21/11/2026", "Pagamento": "carta"])
        document.heading("Voci", level: .section)
        document.table(
            PDFTable(
                [.init("Descrizione", width: 4), .init("Prezzo", isNumeric: true)],
                [["Abbonamento perché sì, è così", "49,00 €"]],
                totals: [["Totale", "59,78 €"]]
            )
        )
        document.paragraph("Operazione soggetta a IVA.", .small)

        let read = try PDFReader(try await press.print(document))

        #expect(read.pages.count == 1)
        #expect(read.facts["Page size"]?.contains("A4") == true)
        for words in [
            "Fattura 2026/1", "Giulia Rossi", "21/11/2026", "perché sì, è così", "59,78 €", "1/1", "P. IVA",
        ] {
            #expect(read.text.contains(words), "\(words)")
        }
    }

    @Test func `a table goes on over pages, each under its header`() async throws {
        var document = document()
        document.heading("Elenco")
        let rows = (1...200).map { ["riga-\($0)", String($0 * 100)] }
        document.table(PDFTable([.init("Nome"), .init("Importo", isNumeric: true)], rows))

        let read = try PDFReader(try await press.print(document))

        #expect(read.pages.count > 3)
        for (index, page) in read.pages.enumerated() {
            #expect(page.contains("Importo"))
            #expect(page.contains("\(index + 1)/\(read.pages.count)"))
        }
        let found = read.text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("riga-") }
        #expect(found.map(String.init) == (1...200).map { "riga-\($0)" })
    }

    @Test func `Arabic stands right to left with its letters joined`() async throws {
        var document = document("تقرير")
        document.heading("تقرير الطلبات")
        document.table(PDFTable([.init("العميل"), .init("Servizio")], [["جوليا روسي", "ISEE"]]))

        let bytes = try await press.print(document)

        let read = try PDFReader(bytes)
        #expect(read.text.contains("تقرير"))
        #expect(read.text.contains("جوليا"))
        #expect(read.facts["Title"] == "تقرير")
    }

    @Test func `the words of Arabic and Sorani are found and copied as they are written`() async throws {
        let lines = [
            "تقرير المبيعات", "تاريخ الإصدار", "منذ البداية حتى الآن", "الطلبات", "للتجارة",
            "ڕاپۆرتی فرۆشتن لە هەولێر",
        ]
        for language in ["ar", "it"].map(Language.init(unchecked:)) {
            var document = PDFDocument(
                title: "x",
                author: "x",
                language: language,
                createdAt: TestClock.start
            )
            document.heading(lines[0])
            for line in lines { document.paragraph(line) }
            document.table(PDFTable([.init("الطلبات"), .init("القطع")], [["شركة ABC للتجارة", "12"]]))

            let text = try PDFReader(try await press.print(document)).text.unicodeScalars
                .filter { !(0x202A...0x202E).contains($0.value) }.map(String.init).joined()

            for line in lines { #expect(text.contains(line), "\(line) in \(text)") }
        }
    }

    @Test func `the same contents make the same bytes`() async throws {
        var document = document()
        document.heading("Uguale")
        document.paragraph("Città di Forlì – العربية – Ω")

        let first = try await press.print(document)
        let again = try await PDFRenderer().print(document)

        #expect(first == again)
        #expect(try PDFReader(first).facts["CreationDate"]?.hasPrefix("2026-11-21T09:00:00") == true)
        #expect(try PDFReader(first).facts["Author"] == "PK SERVIZI")
    }

    @Test func `a long text breaks over pages and loses no word`() async throws {
        var document = document()
        document.paragraph((1...6000).map { "parola\($0)" }.joined(separator: " "))

        let read = try PDFReader(try await press.print(document))

        #expect(read.pages.count > 2)
        let words = read.text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("parola") }
        #expect(words.count == 6000)
    }

    @Test func `what could not stand on a page ends in an ellipsis, and nothing runs for ever`() async throws
    {
        var document = document("a\u{0}b")
        document.heading(String(repeating: "Titolo ", count: 2000))
        let huge = String(repeating: "molto testo ", count: 5000)
        document.table(
            PDFTable(
                [.init(huge), .init("", width: 0), .init("c", width: -1)],
                [[huge], [], ["x", "y", "z", "w"]]
            )
        )
        document.table(PDFTable([], [["niente"]]))
        document.paragraph("\u{0}\u{1B}[31m")
        document.paragraph("")

        let read = try PDFReader(try await press.print(document))

        #expect(read.pages.count < 10)
    }

    @Test func `many are made at once`() async throws {
        var document = document()
        document.paragraph("insieme")
        let wanted = document

        let made = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            let press = PDFRenderer(threads: 4)
            for _ in 0..<40 { group.addTask { try await press.print(wanted) } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }

        #expect(made.count == 1)
    }
}
