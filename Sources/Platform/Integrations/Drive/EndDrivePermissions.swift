import Kernel
import Store

/// Finds the permissions on Drive whose share is over: deleted, expired, or of a thing that was moved.
struct EndDrivePermissions: Job {
    static let kind = "integrations.end_permissions"
    static let policy = JobPolicy(queue: Integrations.queue)

    private static let batch = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard call.site.dependencies.google != nil else { return .cancel("Google is not configured") }
        try await call.db.write { tx in
            let over = try tx.values(
                """
                SELECT p.id FROM drive_permission p JOIN drive_file d ON d.id = p.drive_file_id
                 WHERE \(DrivePermission.isOver(at: tx.now)) ORDER BY p.id LIMIT \(Self.batch)
                """,
                as: ID<DrivePermission>.self
            )
            for permission in over {
                try tx.enqueue(EndDrivePermission(permission: permission), unique: permission.description)
            }
        }
        return .done
    }
}

/// Ends one permission at Drive.
struct EndDrivePermission: Job {
    static let kind = "integrations.end_permission"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 20)

    let permission: ID<DrivePermission>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, permission)
        guard let google = site.dependencies.google else { return .snooze(.hours(1)) }
        let found = try await call.db.read { tx -> (right: EndedRight, owner: Integration?)? in
            guard let right = try EndedRight.find(id, tx) else { return nil }
            return (right, try Integration.working(.drive, of: right.owner, tx))
        }
        guard let (right, owner) = found else { return .cancel("shared again, or ended") }
        guard let owner else {
            // Only the owner's grant can end it; it waits for a new one.
            return .snooze(.hours(24))
        }
        do {
            let drive = DriveFiles(google: google, grant: try owner.grant(at: site))
            let number =
                right.number.isEmpty
                ? try await drive.permission(of: right.email, to: right.file) : right.number
            if let number { try await drive.endShare(number, of: right.file) }
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in try owner.broke(at: site, tx) }
            return .snooze(.hours(24))
        }
        try await call.db.write { tx in try tx.execute("DELETE FROM drive_permission WHERE id = \(id)") }
        return .done
    }
}

/// A permission at Drive that is over.
private struct EndedRight: RowDecodable, Sendable {
    /// The copy's name at Drive.
    let file: String
    /// The permission's name at Drive; empty when Google's answer was lost.
    let number: String
    let owner: ID<Account>
    let email: EmailAddress

    init(_ row: inout Row) throws {
        file = try row.next()
        number = try row.next()
        owner = try row.next()
        email = try row.next()
    }

    static func find(_ id: ID<DrivePermission>, _ tx: borrowing Tx) throws -> EndedRight? {
        try tx.first(
            """
            SELECT d.number, p.number, d.account_id, a.email FROM drive_permission p
              JOIN drive_file d ON d.id = p.drive_file_id JOIN account a ON a.id = p.receiver_id
             WHERE p.id = \(id) AND \(DrivePermission.isOver(at: tx.now))
            """
        )
    }
}
