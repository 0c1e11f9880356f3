/// The recorded requests of one type to its decoder.
final class Sketch {
    let recorder: Recorder
    private let name: String
    /// The type that has the members as properties; nil for those of a nested container.
    private let owner: Any.Type?
    private var kind = Kind.untouched
    /// Members whose presence was checked before reading: they are optional.
    private var optional: Set<String> = []
    /// Members that were checked for null: it has a meaning for the type.
    private var clearable: Set<String> = []
    /// Whether null is refused where it has no meaning; otherwise it counts as an absent member.
    private let isPatch: Bool

    private enum Kind {
        case untouched
        case value(Schema)
        case elements([Part])
        case members([Member])
    }

    private struct Member {
        let name: String
        let part: Part
        let meaning: Schema.Meaning?
    }

    /// A part whose own decoder is still in use is known only at the end.
    enum Part {
        case known(Schema)
        case sketch(Sketch)

        var schema: Schema {
            switch self {
            case .known(let schema): schema
            case .sketch(let sketch): sketch.schema
            }
        }
    }

    init(recorder: Recorder, name: String, of owner: Any.Type?, isPatch: Bool = false) {
        self.recorder = recorder
        self.name = name
        self.owner = owner
        self.isPatch = isPatch
    }

    var schema: Schema {
        switch kind {
        case .untouched: .object(name: name, [])
        case .value(let schema): schema
        case .elements(let parts): .array(parts.count == 1 ? parts[0].schema : .anything, count: nil)
        case .members(let members): .object(name: name, members.map(property))
        }
    }

    private func property(_ member: Member) -> Schema.Property {
        let isRequired = !optional.contains(member.name)
        let isKept = isRequired || isPatch && !clearable.contains(member.name)
        return Schema.Property(
            member.name,
            isKept ? member.part.schema : member.part.schema.orNull,
            isRequired: isRequired,
            isDeprecated: member.meaning?.type == Ignored.self,
            meaning: member.meaning
        )
    }

    func object() {
        if case .members = kind { return }
        kind = .members([])
    }

    func array() {
        kind = .elements([])
    }

    func single(_ schema: Schema) {
        kind = .value(schema)
    }

    func element(_ part: Part) {
        guard case .elements(let parts) = kind else { return }
        kind = .elements(parts + [part])
    }

    func member(_ name: String, _ part: Part, as type: Any.Type) {
        guard case .members(let members) = kind, !members.contains(where: { $0.name == name }) else { return }
        kind = .members(
            members + [
                Member(
                    name: name,
                    part: part,
                    meaning: owner.map { Schema.Meaning.property(of: $0, as: type) }
                )
            ]
        )
    }

    func mayLack(_ name: String) {
        optional.insert(name)
    }

    func mayClear(_ name: String) {
        clearable.insert(name)
    }

    /// The schema with the member `clear` of a ``ClearsByName``, which lists the clearable members.
    var schemaWithNames: Schema {
        guard case .object(let name, let properties) = schema else { return schema }
        let names = Schema.enumeration(properties.map(\.name).filter(clearable.contains))
        let clear = Schema.Property(
            clearMember,
            .nullable(.array(names, count: nil)),
            isRequired: false,
            isDeprecated: true,
            meaning: .words("The names of members to clear, as null does.")
        )
        return .object(name: name, properties + [clear])
    }

    /// The sketch of a nested container or a parent's decoder.
    func inner(_ key: String) -> Sketch {
        Sketch(recorder: recorder, name: name + camelCased("_" + key).raised, of: nil)
    }
}

extension Schema {
    fileprivate var orNull: Schema {
        if case .nullable = self { self } else { .nullable(self) }
    }
}

extension String {
    fileprivate var raised: String {
        prefix(1).uppercased() + dropFirst()
    }
}
