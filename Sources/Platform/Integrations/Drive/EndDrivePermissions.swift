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
        let found = try await call.db.read { tx -> (file: String, number: String, owner: Integration?)? in
            var row: (String, String, ID<Account>)?
            try tx.forEach(
                """
                SELECT d.number, p.number, d.account_id FROM drive_permission p
                  JOIN drive_file d ON d.id = p.drive_file_id
                 WHERE p.id = \(id) AND \(DrivePermission.isOver(at: tx.now))
                """
            ) { row = (try $0.next(), try $0.next(), try $0.next()) }
            guard let row else { return nil }
            return (row.0, row.1, try Integration.working(.drive, of: row.2, tx))
        }
        guard let found else { return .cancel("shared again, or ended") }
        guard let owner = found.owner else {
            // Only the owner's grant can end it; it waits for a new one.
            return .snooze(.hours(24))
        }
        do {
            let drive = DriveFiles(google: google, grant: try owner.grant(at: site))
            try await drive.endShare(found.number, of: found.file)
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in try owner.broke(at: site, tx) }
            return .snooze(.hours(24))
        }
        try await call.db.write { tx in try tx.execute("DELETE FROM drive_permission WHERE id = \(id)") }
        return .done
    }
}
