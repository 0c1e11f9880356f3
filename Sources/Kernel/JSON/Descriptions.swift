/// The comments of the types on the wire and of their members, by the names of both; see scripts/descriptions.
public struct Descriptions: Sendable {
    /// By type; that of the type itself has an empty name.
    private let types: [String: [String: String]]

    /// Reads a line for each type, its name, a tab and its description, and behind it one for each member, with a tab before it.
    public init(parsing text: String) {
        var types: [String: [String: String]] = [:]
        var type = ""
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            if parts.count == 3 {
                types[type]?[snakeCased(String(parts[1]))] = String(parts[2])
            } else {
                type = String(parts[0])
                types[type] = ["": parts.count == 2 ? String(parts[1]) : ""]
            }
        }
        self.types = types
    }

    func text(of type: Any.Type) -> String? {
        if let identity = type as? any EntityIdentity.Type { return identity.description }
        return words(of: type, "")
    }

    /// The description of a member or a parameter with that schema; nil when the code has none.
    func text(of meaning: Schema.Meaning?, _ name: String, _ schema: Schema) -> String? {
        guard let meaning, let text = own(meaning, name) ?? text(of: meaning.type) else { return nil }
        return ([text] + cases(of: meaning.type, schema)).joined(separator: "\n")
    }

    /// The description of this very member, which takes the place of that of its type.
    func own(_ meaning: Schema.Meaning?, _ name: String) -> String? {
        switch meaning {
        case .words(let words): words
        case .property(let owner, _): words(of: owner, name)
        case .type, nil: nil
        }
    }

    /// A line for each word of an enumeration, with what its case means.
    private func cases(of type: Any.Type, _ schema: Schema) -> [String] {
        schema.words.compactMap { word in
            caseName(of: word, in: type).flatMap { words(of: type, snakeCased($0)) }
                .map { "- `\(word)`: \($0)" }
        }
    }

    func undescribedCases(of type: Any.Type, _ schema: Schema) -> [String] {
        schema.words.compactMap { word in
            caseName(of: word, in: type).flatMap { words(of: type, snakeCased($0)) == nil ? $0 : nil }
        }
    }

    private func words(of type: Any.Type, _ member: String) -> String? {
        types[sourceName(of: type)]?[member].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Schema.Meaning {
    /// The type of the value, or of those in an array of it.
    var type: Any.Type {
        switch self {
        case .words: String.self
        case .property(_, let type), .type(let type): unwrapped(type)
        }
    }
}

extension Schema {
    /// The words of an enumeration, or of those in an array of it.
    var words: [String] {
        switch self {
        case .enumeration(let words), .openEnumeration(let words): words
        case .nullable(let schema), .array(let schema, _), .map(let schema): schema.words
        default: []
        }
    }
}

/// The case of an enumeration that stands for a word on the wire.
private func caseName(of word: String, in type: Any.Type) -> String? {
    if type is any OpenWords.Type { return word }
    guard let type = type as? any CaseIterable.Type else { return nil }
    return caseName(of: word, among: type)
}

private func caseName<Cases: CaseIterable>(of word: String, among _: Cases.Type) -> String? {
    Cases.allCases.first { ($0 as? any RawRepresentable)?.rawValue as? String == word }.map {
        // A case that describes itself in other words is looked for by the word.
        $0 is any CustomStringConvertible ? word : String(describing: $0)
    }
}

/// `CAF.Appointment.View`, without the arguments of generic types and what the runtime tells of private ones.
func sourceName(of type: Any.Type) -> String {
    let name = qualifiedName(of: type)
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "(") }) else {
        return name
    }
    var depth = 0
    let bare = name.filter { character in
        if character == "<" || character == "(" { depth += 1 }
        defer { if character == ">" || character == ")" { depth -= 1 } }
        return depth == 0 && character != ":"
    }
    return bare.split(separator: ".").joined(separator: ".")
}

/// A type whose values hold those of another, of which the document speaks.
private protocol Wrapper {
    static var wrapped: Any.Type { get }
}

extension Optional: Wrapper { static var wrapped: Any.Type { Wrapped.self } }
extension Array: Wrapper { static var wrapped: Any.Type { Element.self } }
extension Set: Wrapper { static var wrapped: Any.Type { Element.self } }
extension Dictionary: Wrapper { static var wrapped: Any.Type { Value.self } }
extension Change: Wrapper { static var wrapped: Any.Type { Value.self } }

func unwrapped(_ type: Any.Type) -> Any.Type {
    guard let wrapper = type as? any Wrapper.Type else { return type }
    return unwrapped(wrapper.wrapped)
}

/// An identity says whose it is.
protocol EntityIdentity {
    static var description: String { get }
}

extension ID: EntityIdentity {
    /// As `Identifier of the service request (UUID).`.
    static var description: String {
        let names = sourceName(of: Entity.self).split(separator: ".").dropFirst()
        let noun = names.flatMap { snakeCased(String($0)).split(separator: "_") }.joined(separator: " ")
        return "Identifier of the \(noun) (UUID)."
    }
}
