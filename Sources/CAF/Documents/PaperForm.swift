import Kernel
import Platform
import Store
import Web

/// A form with some fields and one paper, `file`, which is streamed; fields that come before it spare the wrong ones a
/// long upload.
struct PaperForm<Fields: Codable & Sendable>: RouteInput {
    private let parts: Multipart

    static func describe(_ operation: inout Operation) {
        let file = Schema.Property("file", .text(TextRule(format: "binary")), isRequired: true)
        operation.body = Operation.RequestContent(
            "multipart/form-data",
            .object(name: "\(Fields.self)Form", properties + [file])
        )
    }

    static func take(from reader: RequestReader) async throws -> Self {
        Self(parts: try await Multipart.take(from: reader))
    }

    private static var properties: [Schema.Property] {
        guard case .object(_, let properties) = Schema.recorded(for: Fields.self) else { return [] }
        return properties
    }

    typealias Rules = (Fields) async throws -> FileRules

    /// The fields, and the paper received under the rules that they lead to; when anything is refused, nothing is left.
    func received(_ call: Call, under rules: Rules) async throws -> (Fields, ReceivedFile) {
        var form = Progress()
        do {
            try await read(into: &form, call, rules)
            let (fields, file) = try form.whole()
            let limits = try await rules(fields)
            guard file.size <= limits.maxBytes else { throw limits.telling(Problem(.tooLarge)) }
            return (fields, file)
        } catch {
            if let file = form.file { try await Files.abandon(file, at: call.site) }
            throw error
        }
    }

    private func read(into form: inout Progress, _ call: Call, _ rules: Rules) async throws {
        for try await part in parts {
            guard part.name == "file", form.file == nil else {
                try await form.take(part)
                continue
            }
            var limits = PaperCategory.widestRules
            if let early = form.fieldsSoFar { limits = try await rules(early) }
            form.file = try await Files.receive(part, limits, call)
        }
    }

    private struct Progress {
        var file: ReceivedFile?
        private var members = JSONObject()
        private var faults: [Problem.Fault] = []

        mutating func take(_ part: Multipart.Part) async throws {
            let text = try await part.text(upTo: 4 << 10)
            if part.name == "file" || members[part.name] != nil {
                faults.append(Problem.Fault("/\(part.name)", .repeated))
            } else {
                members[part.name] = .string(text)
            }
        }

        /// Nil as long as they are not whole.
        var fieldsSoFar: Fields? { try? fields() }

        /// Everything that is wrong, at once.
        func whole() throws -> (Fields, ReceivedFile) {
            var faults = faults
            if file == nil { faults.append(Problem.Fault("/file", .fileMissing)) }
            let fields: Fields
            do {
                fields = try self.fields()
            } catch {
                guard error.code == .invalid else { throw error }
                throw Problem(.invalid, faults: faults + error.faults)
            }
            guard faults.isEmpty, let file else { throw Problem(.invalid, faults: faults) }
            return (fields, file)
        }

        private func fields() throws(Problem) -> Fields {
            try JSON.read(Fields.self, from: JSONValue.object(members).bytes)
        }
    }
}

extension Site {
    /// Does `body` with a file that has been received, or lets go of the file.
    func keeping<R: Sendable>(
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
