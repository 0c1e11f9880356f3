import Kernel
import Platform
import Store

/// The entries of a report, with everything that its file shows.
struct PersonalReportContents: Sendable {
    let order: PersonalReport.Order
    let createdAt: Instant
    let entries: [Entry]
    /// The domains of the last date by their keys, in their order.
    let domains: [DiaryDomain]
    let names: DomainNames
    /// The means of the dates, each of at least one scored date.
    let means: Means
    /// The summary of a weekly report; nil for a week without an entry.
    let week: (body: WeeklySummary.Body, advice: [WeeklyView.Advice])?

    /// One entry of the diary.
    struct Entry: Sendable {
        let domain: String
        let date: CivilDate
        let score: Int?
        let normalised: Tenths?
        let note: String?
    }
}

extension PersonalReport {
    func make(at site: Site) async throws -> [UInt8] {
        let contents = try await site.db.read { tx in try self.contents(at: site, tx) }
        switch order.format {
        case .csv: return contents.csv
        case .pdf:
            let page = PersonalReportDocument(contents, by: site.product.title)
            return try await site.dependencies.pdfRenderer.print(page.document)
        }
    }

    private func contents(at site: Site, _ tx: borrowing Tx) throws -> PersonalReportContents {
        let table = try DiaryDomain.table(tx)
        let (dates, languages) = (order.dates, [order.language])
        let entries = try entries(table, at: site, tx)
        let scores = entries.compactMap { entry in
            entry.score.map { DiaryScore(domain: entry.domain, date: entry.date, score: $0) }
        }
        let body =
            order.kind == .weekly
            ? try WeeklySummary.Body.computed(
                for: ISOWeek(containing: dates.lowerBound),
                of: account,
                at: site,
                tx
            ) : nil
        return PersonalReportContents(
            order: order,
            createdAt: createdAt,
            entries: entries,
            domains: table.active(on: dates.upperBound),
            names: try DomainNames.on(dates.upperBound, in: languages, tx),
            means: ScoredDiary(scores, by: table).means(in: dates, atLeast: 1),
            week: try body.map { ($0, try $0.advice(for: dates.upperBound, in: languages, tx)) }
        )
    }

    /// By date and then in the order of the domains; notes only if they were asked for.
    private func entries(
        _ table: DomainTable,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [PersonalReportContents.Entry] {
        let rows: [StoredEntry] = try tx.all(
            """
            SELECT l.id, l.domain, l.local_date, l.score, l.note FROM wellness_log l
             WHERE l.account_id = \(account) AND l.deleted_at IS NULL
               AND l.local_date BETWEEN \(order.dates.lowerBound) AND \(order.dates.upperBound)
            """
        )
        let key = order.includesNotes ? try PersonKey.find(account, at: site, tx) : nil
        let entries = try rows.compactMap { row -> PersonalReportContents.Entry? in
            guard row.score != nil || order.includesNotes else { return nil }
            let domain = table.row(row.domain, on: row.date)
            return PersonalReportContents.Entry(
                domain: row.domain,
                date: row.date,
                score: row.score,
                normalised: row.score.flatMap { score in domain.map { Tenths($0.normalised(score)) } },
                note: order.includesNotes ? try row.openNote(with: key) : nil
            )
        }
        return sorted(entries, by: table)
    }

    private func sorted(
        _ entries: [PersonalReportContents.Entry],
        by table: DomainTable
    ) -> [PersonalReportContents.Entry] {
        let places = Dictionary(table.active(on: order.dates.upperBound).map { ($0.key, $0.position) }) {
            first,
            _ in first
        }
        return entries.sorted { left, right in
            (left.date, places[left.domain] ?? .max, left.domain)
                < (right.date, places[right.domain] ?? .max, right.domain)
        }
    }
}

private struct StoredEntry: RowDecodable {
    let id: ID<DiaryEntry>
    let domain: String
    let date: CivilDate
    let score: Int?
    private let note: [UInt8]?

    init(_ row: inout Row) throws {
        id = try row.next()
        domain = try row.next()
        date = try row.next()
        score = try row.next()
        note = try row.next()
    }

    func openNote(with key: PersonKey?) throws -> String? {
        try note.map {
            String(decoding: try DiaryEntry.sealedNote.open($0, in: id, with: key), as: UTF8.self)
        }
    }
}

extension PersonalReportContents {
    /// The columns keep their English names, for programs.
    var csv: [UInt8] {
        let csv = CSV()
        let notes = order.includesNotes
        var bytes = csv.line(["date", "domain", "score", "normalised"] + (notes ? ["note"] : []))
        for entry in entries {
            let fields = [
                entry.date.description, entry.domain, entry.score.map(String.init) ?? "",
                entry.normalised?.description ?? "",
            ]
            bytes += csv.line(fields + (notes ? [CSV.harmless(entry.note ?? "")] : []))
        }
        return bytes
    }
}
