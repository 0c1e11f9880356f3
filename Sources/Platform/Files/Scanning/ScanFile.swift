import Kernel
import Logging
import Store

/// Scans a kept file for viruses, and opens or deletes it.
///
/// Until then the file stays closed; the job waits for an unreachable daemon without limit.
struct ScanFile: Job {
    static let kind = "files.scan"
    static let policy = JobPolicy(
        queue: JobQueue("files", workers: 2),
        attempts: 8,
        timeout: .minutes(15)
    )

    /// The wait for an unreachable daemon.
    static let patience = Duration.seconds(30)

    let file: ID<StoredFile>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let waiting = try await call.db.read { [file] tx in try StoredFile.waiting(file, tx) }
        guard let waiting else { return .cancel("nothing to scan") }
        guard let scanner = call.site.dependencies.files.scanner else {
            // The scanner has been switched off; newer files are not scanned either.
            try await close(.clean, call)
            return .done
        }
        do {
            let verdict = try await scanner.scan { take in
                try await Files.read(waiting, at: call.site, take)
            }
            try await close(verdict, call)
            return .done
        } catch let down as ClamdDown {
            call.log.warning("clamd cannot be reached: \(down)", metadata: ["file": "\(file)"])
            return .snooze(Self.patience)
        }
    }

    /// Moves the state out of quarantine, once: the first process wins.
    private func close(_ verdict: Clamd.Verdict, _ call: JobCall) async throws {
        let (file, scanned) = (file, call.site.product.fileScanned)
        try await call.db.write { tx in
            guard try StoredFile.close(file, verdict, tx) else { return }
            if case .infected(let finding) = verdict {
                try Audit.record(
                    FileAction.infected,
                    of: "file",
                    file.cast(),
                    by: .system,
                    details: ["finding": .string(finding)],
                    tx
                )
                try tx.enqueue(DeleteObjects(files: [file]))
            }
            let closed = try StoredFile.find(file, tx)
            if closed.state == .clean, closed.isActive { try Rendering.ask(for: file, tx) }
            try scanned(closed, tx)
        }
    }
}

extension StoredFile {
    fileprivate static func waiting(_ id: ID<StoredFile>, _ tx: borrowing Tx) throws -> StoredFile? {
        try tx.first("SELECT \(columns) FROM stored_file f WHERE f.id = \(id) AND f.state = 'quarantined'")
    }

    fileprivate static func close(
        _ id: ID<StoredFile>,
        _ verdict: Clamd.Verdict,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let (state, finding): (State, String?) =
            switch verdict {
            case .clean: (.clean, nil)
            case .infected(let finding): (.infected, finding)
            }
        return try tx.execute(
            """
            UPDATE stored_file SET state = \(state), finding = \(finding), scanned_at = \(tx.now)
             WHERE id = \(id) AND state = 'quarantined'
            """
        ) == 1
    }
}
