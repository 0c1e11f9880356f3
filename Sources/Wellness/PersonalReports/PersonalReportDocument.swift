import Kernel
import Platform

/// The printed page of a personal report, in the language of its order.
struct PersonalReportDocument {
    private let contents: PersonalReportContents
    private let author: String

    init(_ contents: PersonalReportContents, by author: String) {
        self.contents = contents
        self.author = author
    }

    private var order: PersonalReport.Order { contents.order }
    private var format: LocalFormat { .of(order.language) }

    var document: PDFDocument {
        let title = words(order.kind == .weekly ? .weeklyTitle : .diaryTitle)
        var document = PDFDocument(
            title: title,
            author: author,
            language: order.language,
            createdAt: contents.createdAt
        )
        document.footer = "\(title) · \(span)"
        document.heading(title)
        document.facts(facts)
        document.table(order.kind == .weekly ? weekTable : meanTable)
        if let week = contents.week, !week.advice.isEmpty {
            document.heading(words(.suggestions), level: .section)
            for advice in week.advice { document.paragraph(advice.text) }
        }
        for (word, table) in [(PersonalReportWord.entries, entryTable), (.notes, noteTable)] {
            guard let table else { continue }
            document.heading(words(word), level: .section)
            document.table(table)
        }
        document.paragraph(words(.noDiagnosis), .small)
        return document
    }

    private var span: String {
        "\(format.day(order.dates.lowerBound)) – \(format.day(order.dates.upperBound))"
    }

    private var facts: [(name: String, value: String)] {
        var facts = [(name: words(.dates), value: span)]
        if order.kind == .weekly {
            facts.insert((words(.week), ISOWeek(containing: order.dates.lowerBound).rawValue), at: 0)
        }
        guard let body = contents.week?.body else {
            let total = order.kind == .diary ? contents.means.total.map { Tenths($0) } : nil
            return facts + [(words(.total), total.map(number) ?? words(.none))]
        }
        facts.append((words(.total), body.total.map(number) ?? words(.none)))
        facts.append((words(.streak), String(body.streak)))
        facts.append((words(.circle), body.circle.map { "\($0.ratio.rounded(to: 100)) %" } ?? words(.none)))
        return facts
    }

    private var weekTable: PDFTable {
        PDFTable(
            columns([
                (.domain, 2, false), (.band, 1, false), (.mean, 1, true), (.days, 1, true),
                (.change, 1, true),
            ]),
            (contents.week?.body.domains ?? []).map { row in
                [
                    contents.names[row.key], row.band.map { words(.of($0)) } ?? "",
                    row.mean.map(number) ?? "–",
                    String(row.days), row.delta.map(signed) ?? "–",
                ]
            }
        )
    }

    private var meanTable: PDFTable {
        PDFTable(
            columns([(.domain, 2, false), (.band, 1, false), (.mean, 1, true), (.days, 1, true)]),
            contents.means.domains.map { mean in
                [
                    contents.names[mean.domain.key], mean.band.map { words(.of($0)) } ?? "",
                    mean.value.map { number(Tenths($0)) } ?? "–", String(mean.days),
                ]
            }
        )
    }

    /// A week is a row for each domain, so that the summary stays on its page; longer spans a row for each entry.
    private var entryTable: PDFTable? {
        let scored = contents.entries.filter { $0.score != nil }
        guard !scored.isEmpty else { return nil }
        guard order.kind == .weekly else { return table(of: scored) }
        let days = words(.weekdays).split(separator: " ")
        let rows = contents.domains.map { domain in
            let scores = order.dates.days.map { date in
                scored.first { $0.domain == domain.key && $0.date == date }?.score.map(String.init) ?? "–"
            }
            return [contents.names[domain.key]] + scores
        }
        return PDFTable(
            [.init(words(.domain), width: 3)] + days.map { .init(String($0), isNumeric: true) },
            rows
        )
    }

    private func table(of scored: [PersonalReportContents.Entry]) -> PDFTable {
        PDFTable(
            columns([(.date, 1, false), (.domain, 2, false), (.score, 1, true), (.normalised, 1, true)]),
            scored.map { entry in
                [
                    format.day(entry.date), contents.names[entry.domain],
                    entry.score.map(String.init) ?? "", entry.normalised.map(number) ?? "",
                ]
            }
        )
    }

    private var noteTable: PDFTable? {
        let noted = contents.entries.filter { $0.note != nil }
        guard !noted.isEmpty else { return nil }
        return PDFTable(
            columns([(.date, 1, false), (.domain, 1.4, false), (.note, 4, false)]),
            noted.map { [format.day($0.date), contents.names[$0.domain], $0.note ?? ""] }
        )
    }

    private func columns(_ columns: [(PersonalReportWord, Double, Bool)]) -> [PDFTable.Column] {
        columns.map { word, width, isNumeric in
            PDFTable.Column(words(word), width: width, isNumeric: isNumeric)
        }
    }

    private func words(_ word: PersonalReportWord) -> String { word.text.text(in: order.language) }

    private func number(_ value: Tenths) -> String { format.decimal(Int64(value.units), 1) }

    private func signed(_ value: Tenths) -> String { (value.units > 0 ? "+" : "") + number(value) }
}
