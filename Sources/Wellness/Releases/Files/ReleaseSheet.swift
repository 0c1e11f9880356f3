import Kernel
import Platform
import Store

/// The figures of a release as a PDF and as a CSV file.
struct ReleaseSheet: Sendable {
    private let release: FrozenRelease
    private let figures: ReleaseFigures

    init(_ release: FrozenRelease, _ figures: ReleaseFigures) {
        self.release = release
        self.figures = figures
    }

    func fileName(_ format: ReleaseFile.Format) -> String {
        "wellness-\(release.month).\(format.rawValue)"
    }

    /// One line for each figure, in English words for programs.
    var csv: [UInt8] {
        let csv = CSV()
        let head = csv.line(texts: [
            "unit_id", "unit_kind", "unit_name", "parent_id", "figure", "shown", "value", "band",
        ])
        return release.tree.units.reduce(into: head) { bytes, unit in
            for (figure, cell) in cells(of: unit.id) {
                bytes += csv.line(texts: [
                    unit.id.key, unit.id.kind.rawValue, unit.name, unit.parent ?? "", figure,
                    cell.shown.rawValue, cell.value?.description ?? "", cell.band?.rawValue ?? "",
                ])
            }
        }
    }

    private func cells(of unit: UnitID) -> [(String, ReleaseCell)] {
        [("participation", figures[unit, .participation]), ("total", figures[total: unit])]
            + release.tree.domains.map { ($0.key, figures[unit, .domain($0.key)]) }
    }

    func document(in language: Language, at site: Site) -> PDFDocument {
        let (title, month) = (Self.title.text(in: [language]), release.month.words(in: language))
        var document = PDFDocument(
            title: "\(title), \(month)",
            author: site.product.title,
            language: language,
            createdAt: release.frozenAt
        )
        document.footer = "\(site.product.title) · \(release.tree.name) · \(month)"
        document.heading(document.title)
        document.facts(facts.map { ($0.name.text(in: [language]), $0.value) })
        document.paragraph(Self.explanation.text(in: [language]), .small)
        for columns in columns(in: language) { document.table(table(columns, language)) }
        return document
    }

    private static let title: LocalizedText = ["en": "Wellness figures", "it": "Dati sul benessere"]

    private static let explanation: LocalizedText = [
        "en":
            "Figures go from 0 to 100, and more is always better. Where a figure could reveal something about a person, a band is shown, or a dash.",
        "it":
            "I valori vanno da 0 a 100 e un valore più alto è sempre migliore. Quando un dato potrebbe rivelare qualcosa di una persona, è mostrata una fascia o un trattino.",
    ]

    private var facts: [(name: LocalizedText, value: String)] {
        let policy = release.policy
        return [
            (["en": "Organisation", "it": "Organizzazione"], release.tree.name),
            (
                ["en": "Frozen on", "it": "Data di chiusura"],
                Zone.utc.civil(release.frozenAt).date.description
            ),
            (
                ["en": "Minimum number of people (figures)", "it": "Numero minimo di persone (dati)"],
                policy.kScores.description
            ),
            (
                [
                    "en": "Minimum number of people (participation)",
                    "it": "Numero minimo di persone (partecipazione)",
                ],
                policy.kParticipation.description
            ),
        ]
    }

    private typealias Column = (title: String, figure: CellID.Figure?)

    /// The columns of each table: the name of the unit and four figures fit on a page.
    private func columns(in language: Language) -> [[Column]] {
        let (participation, total): (LocalizedText, LocalizedText) = (
            ["en": "Participation (%)", "it": "Partecipazione (%)"], ["en": "Total", "it": "Totale"]
        )
        let summary: [Column] = [
            (participation.text(in: [language]), .participation), (total.text(in: [language]), nil),
        ]
        let domains: [Column] = release.tree.domains.map { ($0.name(in: [language]), .domain($0.key)) }
        return [summary] + stride(from: 0, to: domains.count, by: 4).map { Array(domains[$0...].prefix(4)) }
    }

    private func table(_ columns: [Column], _ language: Language) -> PDFTable {
        let unit: LocalizedText = ["en": "Unit", "it": "Unità"]
        return PDFTable(
            [PDFTable.Column(unit.text(in: [language]), width: 2.5)]
                + columns.map { PDFTable.Column($0.title, isNumeric: true) },
            release.tree.units.map { unit in
                [unit.name]
                    + columns.map { column in
                        let cell = column.figure.map { figures[unit.id, $0] } ?? figures[total: unit.id]
                        return cell.words(in: language)
                    }
            }
        )
    }
}

extension ReleaseCell {
    fileprivate func words(in language: Language) -> String {
        if let value { return language == .italian ? value.description.withComma : value.description }
        return band?.words(in: language) ?? "–"
    }
}

extension CellBand {
    fileprivate func words(in language: Language) -> String {
        Self.colours[self]?.text(in: [language]) ?? rawValue
    }

    private static let colours: [CellBand: LocalizedText] = [
        .red: ["en": "red", "it": "rosso"], .amber: ["en": "amber", "it": "giallo"],
        .green: ["en": "green", "it": "verde"],
    ]
}

extension String {
    fileprivate var withComma: String { String(map { $0 == "." ? "," : $0 }) }
}
