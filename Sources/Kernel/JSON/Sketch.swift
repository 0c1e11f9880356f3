/// The recorded requests of one type to its decoder.
final class Sketch {
    let recorder: Recorder
    private let name: String
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
        case members([(name: String, part: Part)])
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

    init(recorder: Recorder, name: String, isPatch: Bool = false) {
        self.recorder = recorder
        self.name = name
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

    private func property(_ name: String, _ part: Part) -> Schema.Property {
        guard optional.contains(name) else { return Schema.Property(name, part.schema, isRequired: true) }
        if isPatch, !clearable.contains(name) { return Schema.Property(name, part.schema, isRequired: false) }
        if case .nullable = part.schema { return Schema.Property(name, part.schema, isRequired: false) }
        return Schema.Property(name, .nullable(part.schema), isRequired: false)
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

    func member(_ name: String, _ part: Part) {
        guard case .members(let members) = kind, !members.contains(where: { $0.name == name }) else { return }
        kind = .members(members + [(name, part)])
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
            isDeprecated: true
        )
        return .object(name: name, properties + [clear])
    }

    /// The sketch of a nested container or a parent's decoder.
    func inner(_ key: String) -> Sketch {
        Sketch(recorder: recorder, name: name + camelCased("_" + key).raised)
    }
}

extension String {
    fileprivate var raised: String {
        prefix(1).uppercased() + dropFirst()
    }
}
