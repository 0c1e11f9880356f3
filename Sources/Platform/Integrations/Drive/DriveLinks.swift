import Kernel
import Store
import Web

/// Copies of a person's files on their Google Drive, and files from there.
package enum DriveLinks {
    /// The Drive of the caller; refused with 409 without a grant for it.
    private static func drive(_ call: Call) async throws -> DriveFiles {
        let (account, site) = (try call.account, call.site)
        guard let google = site.dependencies.google else { throw Problem(.googleUnavailable) }
        let found = try await call.db.read { tx in try Integration.working(.drive, of: account, tx) }
        guard let found else { throw Problem(.driveNotLinked) }
        return DriveFiles(google: google, grant: try found.grant(at: site))
    }

    /// Puts the newest version of a file of the caller's on their Drive; a person who reaches the file here may read it
    /// there, for as long as they reach it.
    @Sendable package static func put(
        _ file: UserFile,
        sharedWith receiver: ID<Account>?,
        _ call: Call
    ) async throws -> DriveFileView {
        let drive = try await drive(call)
        return try await answering {
            let copy = try await copy(of: file, drive, call)
            if let receiver { try await share(copy, with: receiver, drive, call) }
            return DriveFileView(driveUrl: copy.url ?? "")
        }
    }

    /// Our row first, so that a repeated request finds the copy.
    private static func copy(of file: UserFile, _ drive: DriveFiles, _ call: Call) async throws -> DriveCopy {
        let known = try await call.db.read { tx in try DriveCopy.find(file, tx) }
        if let known, known.url != nil { return known }
        let number = if let known { known.number } else { try await drive.newNumber() }
        let (row, stored) = try await call.db.write { tx in
            (try DriveCopy.begin(file, as: number, tx), try StoredFile.find(file.stored, tx))
        }
        let url = try await drive.upload(stored, as: row.number, at: call.site)
        return try await call.db.write { tx in
            try tx.execute("UPDATE drive_file SET url = \(url) WHERE id = \(row.id)")
            return try DriveCopy.find(file, tx) ?? row
        }
    }

    private static func share(
        _ copy: DriveCopy,
        with receiver: ID<Account>,
        _ drive: DriveFiles,
        _ call: Call
    ) async throws {
        let email = try await call.db.write { tx in
            try DrivePermission.begin(copy.id, receiver, tx) ? Account.find(receiver, tx).email : nil
        }
        guard let email else { return }
        let permission = try await drive.share(copy.number, with: email)
        let (id, actor) = (copy.id, call.actor)
        try await call.db.write { tx in
            try DrivePermission.keep(permission, of: id, receiver, tx)
            try Audit.record(
                IntegrationAction.shareOnDrive,
                of: UserFile.kind,
                copy.file.cast(),
                by: actor,
                tx
            )
        }
    }

    /// Fetches a file that the person has opened with this site, checked as an upload is.
    package static func fetch(_ number: String, _ rules: FileRules, _ call: Call) async throws -> ReceivedFile
    {
        let drive = try await drive(call)
        return try await answering {
            let found = try await drive.find(number)
            // A document of Google's own has no bytes.
            guard let size = found.size else { throw Problem(.driveRefused) }
            guard size <= rules.maxBytes else { throw Problem(.tooLarge) }
            let claim = FileClaim(name: found.name, mediaType: found.mediaType)
            try claim.refuseEarly(rules)
            let spooled = try await drive.fetch(number, upTo: rules.maxBytes, at: call.site)
            return try await Files.admit(spooled, claim, rules, call)
        }
    }

    /// Says Google's refusals in our words; a grant that is over is marked.
    private static func answering<Answer: Sendable>(_ work: () async throws -> Answer) async throws -> Answer
    {
        do {
            return try await work()
        } catch let failure as GoogleFailure {
            switch failure {
            case .grantBroken: throw Problem(.driveNotLinked)
            case .missing, .refused, .conflict, .tooOld: throw Problem(.driveRefused)
            case .later: throw Problem(.googleUnavailable, retryAfter: 30)
            }
        }
    }
}

/// A copy of a file on Google Drive.
package struct DriveFileView: View {
    /// The page of the copy at Google Drive.
    package var driveUrl: String
}
