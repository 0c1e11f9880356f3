import Kernel
import Platform
import Store

/// The evidence of the sides of a dispute.
enum DisputeFiles {
    private static let most = 10

    static func faults(of files: [ID<StoredFile>]?) -> [Problem.Fault] {
        guard let files else { return [] }
        if files.count > most { return [.init("/files", Refusal(.tooMany(most)))] }
        return Set(files).count == files.count ? [] : [.init("/files", .listedTwice)]
    }

    /// Makes uploads of a side part of the dispute.
    static func keep(
        _ files: [ID<StoredFile>]?,
        of side: Job.Side,
        by account: ID<Account>,
        in dispute: ID<Dispute>,
        _ tx: borrowing Tx
    ) throws {
        guard let files, !files.isEmpty else { return }
        try UploadedFile.use(files, for: .dispute, by: account, at: "/files", tx)
        for (index, file) in files.enumerated() {
            try tx.execute(
                """
                INSERT INTO dispute_file (dispute_id, side, position, file_id)
                VALUES (\(dispute), \(side), \(index + 1), \(file))
                """
            )
        }
    }

    /// The files of each side, in their order.
    static func list(
        of dispute: ID<Dispute>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> [Job.Side: [AttachedFile]] {
        var rows: [(side: Job.Side, file: ID<StoredFile>)] = []
        try tx.forEach(
            "SELECT f.side, f.file_id FROM dispute_file f WHERE f.dispute_id = \(dispute) ORDER BY f.side, f.position"
        ) { row in rows.append((try row.next(), try row.next())) }
        var files: [Job.Side: [AttachedFile]] = [:]
        for row in rows { files[row.side, default: []].append(try AttachedFile(row.file, for: call, tx)) }
        return files
    }
}
