import Kernel
import Platform
import Store
import Web

/// The files of a message, a homework or a note, which their author shares with the reader.
enum SharedFiles {
    static let most = 10

    /// Shares files, which the caller must reach, with a reader who does not reach them yet.
    ///
    /// Others are faults `unknown_file` at `pointer`, followed by the position.
    static func give(
        _ files: [ID<UserFile>]?,
        to reader: ID<Account>,
        at pointer: String = "/file_ids",
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let giver = try call.account
        let found = try demand(files, of: giver, at: pointer, tx)
        guard let files, !found.isEmpty else { return }
        let seen = Set(try UserFile.list(files, for: FileReach(of: reader, at: tx.now), tx).map(\.id))
        for file in found where !seen.contains(file.id) {
            if file.owner != giver { try Quota.fileReshares.consume(by: file.owner, as: call, tx) }
            _ = try FileShare.give(NewFileShare(from: giver, to: reader), of: .file(file), tx)
        }
    }

    /// The files, which the giver must reach.
    @discardableResult
    static func demand(
        _ files: [ID<UserFile>]?,
        of giver: ID<Account>,
        at pointer: String = "/file_ids",
        _ tx: borrowing Tx
    ) throws -> [UserFile] {
        guard let files, !files.isEmpty else { return [] }
        let found = try UserFile.list(files, for: FileReach(of: giver, at: tx.now), tx)
        let faults = faults(of: files, found, at: pointer)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return found
    }

    private static func faults(
        of files: [ID<UserFile>],
        _ found: [UserFile],
        at pointer: String
    ) -> [Problem.Fault] {
        if files.count > most { return [.init(pointer, Refusal(.tooMany(most)))] }
        if Set(files).count < files.count { return [.init(pointer, .listedTwice)] }
        let known = Set(found.map(\.id))
        return files.enumerated().filter { !known.contains($1) }.map {
            .init("\(pointer)/\($0.offset)", .unknownFile)
        }
    }

    /// The files as a reader of the record sees them, without deleted ones and others out of reach.
    static func views(
        of files: [ID<UserFile>],
        for reader: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [AttachedFile] {
        try UserFile.list(files, for: FileReach(of: reader, at: tx.now), tx).map(AttachedFile.init)
    }
}

/// A file of a message, a homework or a note.
struct AttachedFile: Codable, Sendable {
    /// The file; `GET files/{id}/download` has its content.
    var id: ID<UserFile>
    /// The title that its owner chose, with the extension of its real type.
    var name: String
    /// As found in the content, such as `application/pdf`.
    var mediaType: String
    /// In bytes.
    var size: Int

    init(_ file: UserFile) {
        id = file.id
        name = file.name
        mediaType = file.mediaType.rawValue
        size = file.size
    }
}
