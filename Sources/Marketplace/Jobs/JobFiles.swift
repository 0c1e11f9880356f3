import Kernel
import Platform
import Store

/// The files of a job, in the customer's order.
enum JobFiles {
    static let most = 10

    static func faults(_ files: [ID<StoredFile>]?) -> [Problem.Fault] {
        guard let files else { return [] }
        if files.count > most { return [Problem.Fault("/files", Refusal(.outOfRange(0...most)))] }
        return Set(files).count == files.count ? [] : [Problem.Fault("/files", .listedTwice)]
    }

    /// Makes uploads of the account files of the job, after the ones it has.
    static func attach(
        _ files: [ID<StoredFile>],
        to job: Job,
        by account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        guard !files.isEmpty else { return }
        try UploadedFile.use(files, for: .job, by: account, at: "/files", tx)
        try insert(files, of: job.id, tx)
    }

    /// Makes these the files of the job: new uploads are attached, and missing ones deleted.
    static func replace(_ files: [ID<StoredFile>], of job: Job, _ tx: borrowing Tx) throws {
        let present = try list(of: [job.id], tx)[job.id]?.map(\.id) ?? []
        let new = files.filter { !present.contains($0) }
        try UploadedFile.use(new, for: .job, by: job.customer, at: "/files", tx)
        try tx.execute("DELETE FROM job_file WHERE job_id = \(job.id)")
        try insert(files, of: job.id, tx)
        try Files.discard(present.filter { !files.contains($0) }, tx)
    }

    private static func insert(_ files: [ID<StoredFile>], of job: ID<Job>, _ tx: borrowing Tx) throws {
        guard !files.isEmpty else { return }
        let rows = files.enumerated().map { position, file -> SQL in "(\(job), \(position + 1), \(file))" }
        try tx.execute("INSERT INTO job_file (job_id, position, file_id) VALUES \(SQL.list(rows))")
    }

    static func list(of jobs: [ID<Job>], _ tx: borrowing Tx) throws -> [ID<Job>: [StoredFile]] {
        guard !jobs.isEmpty else { return [:] }
        var pairs: [(job: ID<Job>, file: ID<StoredFile>)] = []
        try tx.forEach(
            "SELECT f.job_id, f.file_id FROM job_file f WHERE f.job_id \(in: jobs) ORDER BY f.job_id, f.position"
        ) { row in pairs.append((try row.next(), try row.next())) }
        guard !pairs.isEmpty else { return [:] }
        let files = try StoredFile.list(pairs.map(\.file), tx)
        let known = Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
        return Dictionary(grouping: pairs, by: \.job).mapValues { $0.compactMap { known[$0.file] } }
    }
}
