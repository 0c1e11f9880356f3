import Kernel
import Web

/// What someone says that a file is, by its name and by its type.
struct FileClaim: Sendable {
    let name: String
    /// Type and subtype, in lower case; nil when nothing was said.
    let mediaType: String?

    init(name: String, mediaType: String?) {
        self.name = name
        // What clients send when they do not know.
        self.mediaType = mediaType == "application/octet-stream" || mediaType == "" ? nil : mediaType
    }

    /// Refuses before a byte is read what is not accepted even if it is true.
    func refuseEarly(_ rules: FileRules) throws {
        guard let mediaType, let declared = MediaType(declared: mediaType) else { return }
        guard rules.types.contains(declared) else { throw Self.notAccepted(rules) }
    }

    /// Refuses a file that is of another type than its name or its type say.
    func refuse(unless type: MediaType) throws {
        if let mediaType, MediaType(declared: mediaType) != type { throw mismatch(type) }
        if let named = MediaType(endingOf: name), named != type { throw mismatch(type) }
    }

    /// The name, with the usual ending when its own says nothing about the type.
    func name(as type: MediaType) -> String {
        guard MediaType(endingOf: name) == nil, let ending = type.endings.first else { return name }
        return "\(name).\(ending)"
    }

    private func mismatch(_ type: MediaType) -> Problem {
        Problem(.fileMismatch, extras: ["found": .string(type.rawValue)])
    }

    static func notAccepted(_ rules: FileRules) -> Problem {
        Problem(
            .unsupportedMediaType,
            extras: ["accepted": .array(rules.types.map { .string($0.rawValue) })]
        )
    }
}
