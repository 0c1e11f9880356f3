import Foundation
import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import App

/// Every text that people read is written in every language that a product answers in.
///
/// Twice: as the tables of a product have it, which a refused request or a notice shows, and as the sources have it, so that
/// no text escapes that stands in no table.
@Suite struct TextTests {
    @Test func `no text of the platform lacks a language that a product declares`() throws {
        let spoken = Set(allProducts.flatMap(\.languages).map(\.tag)).union(["en"])

        for module in ["Kernel", "Store", "Web", "Platform"] {
            try expectTexts(below: module, in: spoken)
        }
    }

    @Test(arguments: allProducts.map(\.name))
    func `no text of a product lacks one of its languages`(product: String) throws {
        let product = try #require(allProducts.named(product).first)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.file("Sources").path)
        let folder = try #require(folders.first { $0.lowercased() == product.name })

        try expectTexts(below: folder, in: Set(product.languages.map(\.tag)).union(["en"]))
    }

    @Test(arguments: allProducts.map(\.name))
    func `the tables of a product are written in its languages`(product: String) throws {
        let product = try #require(allProducts.named(product).first)
        let spoken = Set(product.languages)

        #expect(product.templateFlaws == [])
        for (place, text) in product.tableTexts {
            let missing = spoken.subtracting(text.languages)
            #expect(missing.isEmpty, "\(place) lacks \(missing)")
        }
    }

    /// Everything else would escape the search above.
    @Test func `texts are written as literals of strings`() throws {
        let files = try SourceFile.all(below: "")
        let english = files.filter { $0.text.contains(#/LocalizedText\((\s*"|\w+\))/#) }
        let tables = files.filter { $0.text.contains(#/\[Language: |\.(english|italian):/#) }

        #expect(
            english.map(\.path).sorted() == [
                "Marketplace/Notices/MarketNotice.swift", "Web/SocketIO/SocketIOAnswer.swift",
            ],
            "templates of a product with one language, and the words of a protocol"
        )
        #expect(
            tables.map(\.path).sorted() == [
                "Kernel/LocalizedText.swift", "Platform/Booking/Calendar/WallText.swift",
                "Platform/PDF/LocalFormat.swift", "Platform/Payments/PayPal/PayPalCommands.swift",
                "Tutoring/Subjects/SchoolSubject.swift",
            ],
            "the first keeps the texts, the last has them from its rows, the others are tables of more than texts"
        )
    }

    @Test func `moments and syntax errors are told in every language`() throws {
        let moment = try #require(Instant("2026-11-24T09:30:00Z"))
        let spoken = Set(allProducts.flatMap(\.languages))

        let moments = Set(spoken.map { WallText.text(moment, in: .rome, $0) })
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array("[1".utf8)) }

        #expect(moments.count == spoken.count)
        #expect(error?.words.languages.isSuperset(of: spoken) == true)
    }

    @Test func `literals are found wherever they stand`() {
        let source = """
            // ["en": "a comment"]
            let a: LocalizedText = ["en": "one", "it": "uno [\\(count(of: ["x"]))]"]
            let b = ["id": "1"], c = [Row("en"), Row(["ar":
                "x", "en": #"x"#])]
            """

        let found = TextLiterals(in: source).found

        #expect(found.map(\.line) == [2, 3])
        #expect(found.map(\.languages) == [["en", "it"], ["ar", "en"]])
    }

    private func expectTexts(below folder: String, in spoken: Set<String>) throws {
        let files = try SourceFile.all(below: folder)
        #expect(files.count > 20)
        for file in files {
            for text in TextLiterals(in: file.text).found {
                let missing = spoken.subtracting(text.languages).sorted()
                #expect(missing.isEmpty, "\(file.path):\(text.line) lacks \(missing)")
            }
        }
    }
}

/// A Swift file, by its path below `Sources`.
private struct SourceFile {
    let path: String
    let text: String

    static func all(below folder: String) throws -> [SourceFile] {
        let root = Repository.file("Sources").appendingPathComponent(folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try paths.filter { $0.hasSuffix(".swift") }.map { path in
            let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            return SourceFile(path: folder.isEmpty ? path : "\(folder)/\(path)", text: text)
        }
    }
}

extension ProductDefinition {
    /// The texts in the tables of the product, each with its place.
    fileprivate var tableTexts: [(place: String, text: LocalizedText)] {
        let refusals = (problems + documented().problems).map { ("problem \($0.name)", $0.title) }
        let data = personalData.flatMap {
            [("personal data \($0.name)", $0.title), ("erasure of \($0.name)", $0.erasure.why)]
        }
        let kept = retention.flatMap { row in
            [row.title, row.from, row.basis, row.period.words].map { ("retention \(row.name)", $0) }
        }
        let figures = reports.flatMap { report in
            [("report \(report.name)", report.title)]
                + report.columns.flatMap { column in
                    ([column.title] + column.words.values).map {
                        ("report \(report.name), \(column.name)", $0)
                    }
                }
        }
        let bounds = quotas.flatMap { [("quota \($0.name)", $0.counted), ("quota \($0.name)", $0.frees)] }
        return refusals + data + kept + figures + bounds
    }
}
