import Kernel
import Store

extension ReportExport {
    func makeCSV(_ report: Report, _ query: @escaping Report.Query, at site: Site) async throws -> MadeReport
    {
        let written = try await site.db.read { tx in
            try write(report, query, try context(of: report, at: site, tx), at: site, tx)
        }
        let file = try await Files.make(fileName(of: report, at: site), .csv, at: site) { writer in
            try await written.scratch.copy(to: writer, with: site.outside.files.crew)
        }
        return MadeReport(file: file, rowCount: written.rowCount)
    }

    private struct Written: Sendable {
        let scratch: Scratch
        let rowCount: Int
    }

    /// One consistent view of the database, written down while it is read: nothing of it stays in memory.
    private func write(
        _ report: Report,
        _ query: Report.Query,
        _ context: ReportContext,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Written {
        let scratch = try Scratch(in: site.outside.files.spool.folder)
        let (csv, layout) = (CSV(order.delimiter), layout(at: site))
        var buffer = order.byteOrderMark ? CSV.byteOrderMark : []
        buffer += csv.header(report.columns, in: layout.languages)
        var count = 0
        try report.stream(query, context, tx) { row in
            buffer += csv.line(row, report.columns, layout)
            count += 1
            guard buffer.count >= Scratch.piece else { return }
            try scratch.append(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try scratch.append(buffer)
        return Written(scratch: scratch, rowCount: count)
    }
}

extension Scratch {
    static let piece = 64 << 10

    func copy(to writer: SpoolWriter, with crew: Crew) async throws {
        var position = 0
        while true {
            let piece = try await crew.run { [position] in try self.read(at: position, count: Self.piece) }
            guard !piece.isEmpty else { return }
            position += piece.count
            try await writer.append(piece)
        }
    }
}
