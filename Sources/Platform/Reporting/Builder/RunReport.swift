import Kernel
import Store

/// Makes the file of a run: one file in the end, whatever the number of attempts and crashes.
struct RunReport: Job {
    static let kind = "reports.run"
    static let policy = JobPolicy(queue: .reports, attempts: 5, timeout: .minutes(10))

    let id: ID<ReportRun>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let id = id
        let begun = try await call.db.write { tx in try ReportRun.begin(id, tx) }
        guard let begun else { return .cancel("already settled") }
        do {
            let made = try await begun.make(at: call.site)
            let isKept = try await call.db.write { tx in try begun.deliver(made, tx) }
            guard !isKept else { return .done }
            try await Files.abandon(made.file, at: call.site)
            return .cancel("settled meanwhile")
        } catch let failure as ReportRun.Failure {
            try await call.db.write { tx in try begun.fail(failure, tx) }
            return .cancel(failure.rawValue)
        } catch {
            if call.isLastAttempt { try await call.db.write { tx in try begun.fail(.broken, tx) } }
            throw error
        }
    }
}

/// The file of a run that is not settled yet.
struct MadeRun: Sendable {
    let file: ReceivedFile
    let rowCount: Int
    let isTruncated: Bool
}

extension ReportRun {
    func make(at site: Site) async throws -> MadeRun {
        guard let builder = site.product.reportBuilder else { throw Failure.offTheList }
        let checked: CheckedPlan
        do {
            checked = try CheckedPlan(plan, among: builder.datasets)
        } catch {
            throw Failure.offTheList
        }
        let (rows, isTruncated) = try await site.db.read { tx in
            try checkOwner(at: site, builder.permission, tx)
            return try checked.rows(in: site.product.zone, tx)
        }
        let bytes = try await self.bytes(of: rows, checked.columns, at: site)
        let day = site.product.zone.civil(createdAt).date
        let fileName = "\(plan.dataset)-\(day).\(format.rawValue)"
        let file = try await Files.make(fileName, format.mediaType, at: site) { writer in
            try await writer.append(bytes)
        }
        return MadeRun(file: file, rowCount: rows.count, isTruncated: isTruncated)
    }

    /// The owner's current permissions, which may differ from those at the time of the order.
    private func checkOwner(at site: Site, _ permission: Permission, _ tx: borrowing Tx) throws {
        let role = try tx.value(
            "SELECT role FROM account WHERE id = \(owner) AND state = \(Account.State.active)",
            as: String.self
        )
        guard let role else { throw Failure.forbidden }
        let actor = Actor(kind: .person, account: owner, role: Role(role))
        guard site.scope(of: actor, permission).reach != .none else { throw Failure.forbidden }
    }

    private func bytes(
        of rows: [ReportRow],
        _ columns: [ReportColumn],
        at site: Site
    ) async throws -> [UInt8] {
        let layout = ReportLayout(
            languages: [language] + site.product.languages,
            zone: site.product.zone,
            currency: site.product.currency
        )
        switch format {
        case .json: return json(rows, columns).bytes
        case .csv:
            return rows.reduce(into: CSV().header(columns, in: layout.languages)) { bytes, row in
                bytes += CSV().line(row, columns, layout)
            }
        case .pdf:
            guard rows.count <= ReportExport.maximumPDFRows else { throw Failure.tooManyRows }
            return try await site.dependencies.pdfRenderer.print(document(rows, columns, layout, at: site))
        }
    }

    private func json(_ rows: [ReportRow], _ columns: [ReportColumn]) -> JSONValue {
        let heads = columns.map { column -> JSONValue in
            ["name": .string(column.key), "kind": .string(column.kind.rawValue)]
        }
        let lines = rows.map { row in
            var object = JSONObject()
            for (column, value) in zip(columns, row.values) { object[column.key] = column.json(value) }
            return JSONValue.object(object)
        }
        return ["name": .string(name), "columns": .array(heads), "rows": .array(lines)]
    }

    private func document(
        _ rows: [ReportRow],
        _ columns: [ReportColumn],
        _ layout: ReportLayout,
        at site: Site
    ) -> PDFDocument {
        var document = PDFDocument(
            title: name,
            author: site.product.title,
            language: language,
            createdAt: createdAt
        )
        document.footer = "\(site.product.title) · \(name)"
        document.heading(name)
        document.table(columns.table(rows, layout))
        return document
    }
}
