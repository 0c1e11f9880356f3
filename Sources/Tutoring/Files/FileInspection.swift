import Kernel
import Platform
import Store
import Web

/// The reading of files by administrators: the names of all, and contents between the parties of an open dispute.
///
/// Each reading has a reason in the audit log; the owner of a content receives it.
enum FileInspection {
    static func list(
        _ call: Call,
        _ filter: FileFilter,
        _ page: PageRequest
    ) async throws -> Page<UserFileView> {
        let reason = try filter.reason.demanded(at: "query/reason")
        return try await call.db.write { tx in
            let reach = FileReach(of: try call.account, at: tx.now)
            let found = try UserFile.list(page, where: filter.conditions(nil), for: reach, tx)
            try record(.list, nil, reason, call, tx)
            let views = try UserFileView.all(found.data, for: nil, tx)
            return Page(views, next: found.next, total: found.total)
        }
    }

    static func show(
        _ call: Call,
        _ id: ID<UserFile>,
        _ reason: Reason?
    ) async throws -> Versioned<UserFileView> {
        let reason = try reason.demanded(at: "query/reason")
        return try await call.db.write { tx in
            let file = try find(id, where: "TRUE", call, tx)
            try record(.list, id, reason, call, tx)
            return try UserFileView.of(file, for: nil, tx)
        }
    }

    static func open(_ call: Call, _ id: ID<UserFile>, _ query: ContentQuery) async throws -> FileAddress {
        let reason = try query.reason.demanded(at: "query/reason")
        return try await call.db.write { tx in
            let file = try find(id, where: isDisputed(at: tx.now), call, tx)
            let address = try file.address(query, for: call, tx)
            try record(.inspect, id, reason, call, tx)
            try FileNotices.opened(file, reason, tx)
            return address
        }
    }

    private static func find(
        _ id: ID<UserFile>,
        where condition: SQL,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> UserFile {
        let reach = FileReach(of: try call.account, at: tx.now)
        return try tx.one(
            "SELECT \(UserFile.columns(for: reach)) FROM \(UserFile.source) WHERE u.id = \(id) AND \(condition)"
        )
    }

    /// The condition that a file is one party's of an open dispute, and that the other one reaches it.
    private static func isDisputed(at now: Instant) -> SQL {
        let (student, tutor) = (
            FileReach(ofColumn: "l.student_id", at: now), FileReach(ofColumn: "t.account_id", at: now)
        )
        return """
            EXISTS (SELECT 1 FROM lesson l JOIN tutor t ON t.id = l.tutor_id
                     WHERE l.state = 'disputed' AND u.owner_id IN (l.student_id, t.account_id)
                       AND \(student.files()) AND \(tutor.files()))
            """
    }

    private static func record(
        _ action: UserFileAction,
        _ file: ID<UserFile>?,
        _ reason: Reason,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        try Audit.record(
            action,
            of: UserFile.kind,
            file?.cast(),
            by: call.actor,
            details: ["reason": .string(reason.rawValue)],
            tx
        )
    }
}
