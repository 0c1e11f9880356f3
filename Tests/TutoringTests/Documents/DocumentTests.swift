import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct DocumentTests {
    @Test(arguments: [
        (TaxRegime.none, "receipt", "R1/2026", nil as String?, 2_00 as Int64),
        (.forfettario, "invoice", "F1/2026", "N2.2", 2_00),
        (.ordinary, "invoice", "F1/2026", "N4", 2_00),
    ])
    func `a school lesson is documented by the tutor's regime, without VAT`(
        _ regime: TaxRegime,
        _ kind: String,
        _ reference: String,
        _ nature: String?,
        _ stamp: Int64
    ) async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(regime)

        try await scene.sell(100_00)
        let document = try #require(try await scene.documents().first)

        #expect(
            document["kind"] == .string(kind) && document["reference"] == .string(reference),
            "\(document)"
        )
        #expect(document["nature"]?.stringValue == nature && document["stamp_minor"] == .integer(stamp))
        #expect(document["total_minor"] == 100_00, "the stamp is the tutor's cost")
        #expect(document["taxes"]?.arrayValue?.map { $0["tax_minor"] } == [0])
    }

    @Test func `any other subject of an ordinary tutor has 22% VAT within and no stamp`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.ordinary)

        try await scene.sell(100_00, subject: scene.otherSubject())
        let document = try #require(try await scene.documents().first)

        #expect(document["stamp_minor"] == 0 && document["nature"] == nil, "\(document)")
        let tax = document["taxes"]?.arrayValue?.first
        #expect(tax?["vat_rate"] == 2200 && tax?["net_minor"] == 81_97 && tax?["tax_minor"] == 18_03)
        #expect(document["lines_include_vat"] == true && document["total_minor"] == 100_00)
    }

    @Test func `a tutor outside of Italy gives a receipt without VAT and stamp`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.ordinary, country: "US")

        try await scene.sell(100_00)
        let document = try #require(try await scene.documents().first)

        #expect(document["kind"] == "receipt" && document["stamp_minor"] == 0 && document["nature"] == nil)
    }

    @Test func `stamp above 77.47: none at 77.47, two euros at 77.48`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.forfettario)

        try await scene.sell(77_47, "purchase:1")
        try await scene.sell(77_48, "purchase:2")

        #expect(try await scene.documents().map { $0["stamp_minor"] } == [2_00, 0])
    }

    @Test func `numbers without gaps by tutor, series and year; one document for a cause`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.forfettario)

        _ = try await scene.world.atOnce(12) { index in try await scene.sell(50_00, "purchase:\(index % 6)") }
        try await scene.sell(50_00, "purchase:theo", by: .theo)
        scene.world.clock.set(to: try #require(Instant("2026-12-31T23:30:00Z")))
        try await scene.sell(50_00, "purchase:next")

        let references = try await scene.documents().compactMap { $0["reference"]?.stringValue }
        #expect(
            Set(references.filter { $0.hasPrefix("F") }) == Set((1...6).map { "F\($0)/2026" } + ["F1/2027"])
        )
        #expect(references.count == 8, "\(references)")
    }

    @Test func `a refund has its credit note, of at most what is left`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.ordinary)
        try await scene.sell(100_00)

        try await scene.refund(60_00, "refund:1")
        try await scene.refund(60_00, "refund:1")
        try await scene.refund(60_00, "refund:2")
        try await scene.refund(1_00, "refund:3")

        let notes = try await scene.documents(of: .sara, "?kind=credit_note")
        #expect(notes.map { $0["total_minor"] } == [40_00, 60_00], "\(notes)")
        #expect(notes.map { $0["reference"] } == ["NC2/2026", "NC1/2026"])
        let sale = try #require(try await scene.documents(of: .sara, "?kind=invoice").first)
        #expect(notes.allSatisfy { $0["corrects_id"] == sale["id"] && $0["nature"] == "N4" })
        #expect(try await scene.documents(of: .sara, "?kind=receipt").isEmpty)
    }

    @Test func `students see what they received, tutors what is in their name, strangers nothing`()
        async throws
    {
        let scene = try await DocumentScene.open()
        try await scene.sell(50_00)
        let id = try #require(try await scene.documents().first?["id"]?.stringValue)
        let path = "/api/v1/invoices/\(id)"

        for (person, status) in [
            (Person.sara, 200), (.tina, 200), (.ada, 200), (.sami, 404), (.theo, 404),
        ] {
            #expect(try await scene.world.as(person).get(path).status == status, "\(person.name)")
            #expect(try await scene.documents(of: person).count == (status == 200 ? 1 : 0), "\(person.name)")
        }
        #expect(try await scene.world.anonymous.get(path).status == 401)
    }

    @Test func `the PDF is prepared first, then its address opens for five minutes`() async throws {
        let scene = try await DocumentScene.open()
        try await scene.register(.none)
        try await scene.sell(100_00)
        let id = try #require(try await scene.documents().first?["id"]?.stringValue)
        let path = "/api/v1/invoices/\(id)/pdf"

        let early = try await scene.world.as(.sara).get(path)
        #expect(early.status == 409 && early.problem == .invoiceNotPrinted, "\(early)")
        try await scene.world.runJobs()
        let link = try await scene.world.as(.sara).get(path)
        let url = try #require(link["url"]?.stringValue)
        let until = try #require(link["expires_at"]?.stringValue.flatMap { Instant($0) })
        #expect(until - scene.world.clock.now <= .minutes(5))
        #expect(try await scene.world.as(.sami).get(path).status == 404)
        let paper = try PDFReader(
            try await scene.world.anonymous.get(String(url.dropFirst("https://world.example".count))).body
        )
        for words in [
            "Ricevuta R1/2026", "100,00 EUR", "Imposta di bollo", "2,00 EUR", "3 lezioni di 60 minuti",
        ] {
            #expect(paper.text.contains(words), "\(words): \(paper.text)")
        }
        scene.world.clock.advance(by: .minutes(6))
        let late = try await scene.world.anonymous.get(String(url.dropFirst("https://world.example".count)))
        #expect(late.status == 410, "\(late.status)")
    }
}
