import Kernel
import Store
import Web

extension Files {
    /// The time for which a received file waits to be kept.
    static let patience = Duration.hours(1)

    /// Streams one part of a form into the storage: measured, hashed and checked on the way.
    ///
    /// A refusal (413, 415 or 422) and a caller that goes away leave nothing behind. A file that is not passed to
    /// ``keep(_:owner:by:_:)`` within an hour is deleted.
    package static func receive(
        _ part: Multipart.Part,
        _ rules: FileRules,
        _ call: Call
    ) async throws -> ReceivedFile {
        guard let name = part.fileName else {
            throw Problem(.invalid, faults: [Problem.Fault("/\(part.name)", .fileRequired)])
        }
        let claim = FileClaim(name: name, mediaType: part.mediaType.map(mediaTypeEssence))
        return try await rules.listingAcceptedTypes {
            try claim.refuseEarly(rules)
            let spool = call.site.dependencies.files.spool
            let spooled = try await spool.receive(part.body.limited(to: rules.maxBytes))
            return try await admit(spooled, claim, rules, call)
        }
    }

    /// Stores a file that the server itself makes, as an export.
    package static func make(
        _ name: String,
        _ type: MediaType,
        at site: Site,
        _ produce: (SpoolWriter) async throws -> Void
    ) async throws -> ReceivedFile {
        let spooled = try await site.dependencies.files.spool.write(produce)
        guard spooled.size > 0 else {
            spooled.remove()
            throw Problem(.fileEmpty)
        }
        return try await store(spooled, name, type, isScanned: false, at: site)
    }

    /// Deletes a received file that is not needed after all, as after a refusal in the caller's transaction.
    package static func abandon(_ file: ReceivedFile, at site: Site) async throws {
        try await site.db.write { tx in
            let gone = try tx.execute("DELETE FROM stored_file WHERE id = \(file.id) AND state = 'pending'")
            if gone == 1 { try tx.enqueue(DeleteObjects(files: [file.id])) }
        }
    }

    static func admit(
        _ spooled: SpooledFile,
        _ claim: FileClaim,
        _ rules: FileRules,
        _ call: Call
    ) async throws -> ReceivedFile {
        let site = call.site
        do {
            let found = try await examine(spooled, claim, rules, call)
            var file = try await store(
                spooled,
                claim.name(as: found.type),
                found.type,
                isScanned: site.dependencies.files.scanner != nil,
                at: site
            )
            file.isActive = found.isActive
            return file
        } catch {
            spooled.remove()
            throw error
        }
    }

    static func examine(
        _ spooled: SpooledFile,
        _ claim: FileClaim,
        _ rules: FileRules,
        _ call: Call
    ) async throws -> Sniffed {
        guard spooled.size > 0 else { throw Problem(.fileEmpty) }
        let found = try await call.site.dependencies.files.sniffers.run(for: call.subject) {
            do {
                return try Sniffer.look(at: spooled.path, size: spooled.size, for: rules.types)
            } catch let unsound as Unsound {
                throw Problem(unsound.code, unsound.advice)
            } catch is TookTooLong {
                throw Problem(.overloaded, retryAfter: 5)
            }
        }
        guard let found, rules.types.contains(found.type) else { throw Problem(.unsupportedMediaType) }
        try claim.refuse(unless: found.type)
        return found
    }

    /// Inserts the row before the object, so that the sweeper finds both after a crash in between.
    static func store(
        _ spooled: SpooledFile,
        _ name: String,
        _ type: MediaType,
        isScanned: Bool,
        at site: Site
    ) async throws -> ReceivedFile {
        let file = ReceivedFile(
            id: .new(at: site.now()),
            name: name,
            mediaType: type,
            size: spooled.size,
            sha256: spooled.sha256,
            isScanned: isScanned
        )
        do {
            try await site.db.write { tx in try file.insert(tx) }
            try await site.dependencies.files.storage.put(spooled, at: ObjectKey(file.id), type)
        } catch {
            spooled.remove()
            throw error
        }
        return file
    }
}

extension Unsound {
    var code: Problem.Code {
        switch self {
        case .damaged: .fileDamaged
        case .ambiguous: .fileAmbiguous
        case .active, .activePaper: .fileActive
        case .bomb: .tooLarge
        }
    }

    var advice: LocalizedText? { self == .activePaper ? .printAnew : nil }
}
