import Kernel
import Store

extension ReportExport {
    func makeCSV(_ report: Report, _ query: @escaping Report.Query, at site: Site) async throws -> MadeReport
    {
        let written = try await site.db.read { tx in
            try report.write(
                CSV(order.delimiter),
                startingWith: order.byteOrderMark ? CSV.byteOrderMark : [],
                query,
                try context(of: report, at: site, tx),
                layout(at: site),
                into: site.dependencies.files.spool.folder,
                tx
            )
        }
        let file = try await Files.make(fileName(of: report, at: site), .csv, at: site) { writer in
            try await written.scratch.copy(to: writer, with: site.dependencies.files.threadPool)
        }
        return MadeReport(file: file, rowCount: written.rowCount)
    }
}

/// The lines of a report in a file without a name.
struct WrittenReport: Sendable {
    let scratch: Scratch
    let rowCount: Int
}

extension Report {
    /// Writes one consistent view of the database to a file while it is read; no rows stay in memory.
    func write(
        _ csv: CSV,
        startingWith mark: [UInt8],
        _ query: Query,
        _ context: ReportContext,
        _ layout: ReportLayout,
        into folder: String,
        _ tx: borrowing Tx
    ) throws -> WrittenReport {
        let scratch = try Scratch(in: folder)
        var buffer = mark + csv.header(columns, in: layout.languages)
        var count = 0
        try stream(query, context, tx) { row in
            buffer += csv.line(row, columns, layout)
            count += 1
            guard buffer.count >= Scratch.piece else { return }
            try scratch.append(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try scratch.append(buffer)
        return WrittenReport(scratch: scratch, rowCount: count)
    }
}

extension Scratch {
    static let piece = 64 << 10

    func copy(to writer: SpoolWriter, with threadPool: ThreadPool) async throws {
        try await forEachPiece(with: threadPool) { piece in try await writer.append(piece) }
    }

    func forEachPiece(with threadPool: ThreadPool, _ take: ([UInt8]) async throws -> Void) async throws {
        var position = 0
        while true {
            let piece = try await threadPool.run { [position] in
                try self.read(at: position, count: Self.piece)
            }
            guard !piece.isEmpty else { return }
            position += piece.count
            try await take(piece)
        }
    }
}
