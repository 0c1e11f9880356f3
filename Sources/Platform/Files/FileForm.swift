import Kernel
import Store
import Web

/// The content of a file, with its name and its media type in the headers of the part.
///
/// No value of it exists: the member `file` takes its description from here, and the form's from the owner's.
struct FilePart: Encodable {}

/// A form with one streamed file, `file`, and text members.
///
/// Members that come before the file have a wrong file refused before it is uploaded.
package struct FileForm<Members: Codable & Sendable>: RouteInput {
    private let parts: Multipart

    package static func describe(_ operation: inout Operation) {
        let file = Schema.Property(
            "file",
            .text(TextRule(format: "binary")),
            isRequired: true,
            meaning: .property(of: Members.self, as: FilePart.self)
        )
        operation.body = Operation.RequestContent(
            "multipart/form-data",
            .object(name: "\(Members.self)Form", members + [file]),
            meaning: .words(
                "A form with one file. Members that precede the file are checked before it is read."
            )
        )
    }

    package static func read(from reader: RequestReader) async throws -> Self {
        Self(parts: try await Multipart.read(from: reader))
    }

    private static var members: [Schema.Property] {
        guard case .object(_, let members) = Schema.recorded(for: Members.self) else { return [] }
        return members
    }

    package typealias Rules = (Members) async throws -> FileRules

    /// The members, and the file received under the rules that follow from them; a refusal leaves nothing behind.
    ///
    /// A file that comes before the members is received under the `widest` rules and checked again later.
    package func received(
        _ call: Call,
        widest: FileRules,
        under rules: Rules
    ) async throws -> (Members, ReceivedFile) {
        var form = Progress()
        do {
            try await read(into: &form, call, widest, rules)
            let (members, file) = try form.whole()
            let limits = try await rules(members)
            guard file.size <= limits.maxBytes else {
                throw limits.listingAcceptedTypes(in: Problem(.tooLarge))
            }
            guard limits.types.contains(file.mediaType) else {
                throw limits.listingAcceptedTypes(in: Problem(.unsupportedMediaType))
            }
            return (members, file)
        } catch {
            if let file = form.file { try await Files.abandon(file, at: call.site) }
            throw error
        }
    }

    /// The file, where the rules do not depend on the members.
    package func received(_ call: Call, _ rules: FileRules) async throws -> ReceivedFile {
        try await received(call, widest: rules) { _ in rules }.1
    }

    private func read(
        into form: inout Progress,
        _ call: Call,
        _ widest: FileRules,
        _ rules: Rules
    ) async throws {
        for try await part in parts {
            guard part.name == "file", form.file == nil else {
                try await form.receive(part)
                continue
            }
            var limits = widest
            if let early = form.membersSoFar { limits = try await rules(early) }
            form.file = try await Files.receive(part, limits, call)
        }
    }

    private struct Progress {
        var file: ReceivedFile?
        private var members = JSONObject()
        private var faults: [Problem.Fault] = []

        mutating func receive(_ part: Multipart.Part) async throws {
            let text = try await part.text(upTo: 4 << 10)
            if part.name == "file" || members[part.name] != nil {
                faults.append(Problem.Fault("/\(part.name)", .memberRepeated))
            } else {
                members[part.name] = .string(text)
            }
        }

        /// Nil until all members have arrived.
        var membersSoFar: Members? { try? decoded() }

        /// The members and the file, or all faults at once.
        func whole() throws -> (Members, ReceivedFile) {
            var faults = faults
            if file == nil { faults.append(Problem.Fault("/file", .fileMissing)) }
            let decoded: Members
            do {
                decoded = try self.decoded()
            } catch {
                guard error.code == .invalid else { throw error }
                throw Problem(.invalid, faults: faults + error.faults)
            }
            guard faults.isEmpty, let file else { throw Problem(.invalid, faults: faults) }
            return (decoded, file)
        }

        private func decoded() throws(Problem) -> Members {
            try JSON.read(Members.self, from: JSONValue.object(members).bytes)
        }
    }
}

extension Site {
    /// Runs `body` in a transaction, and abandons the received file when that fails.
    package func keeping<R: Sendable>(
        _ file: ReceivedFile,
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) async throws -> R {
        do {
            return try await db.write(body)
        } catch {
            try await Files.abandon(file, at: self)
            throw error
        }
    }
}
