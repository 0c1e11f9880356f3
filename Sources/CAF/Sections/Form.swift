import Kernel

/// The typed answers of one service.
///
/// Each property is a section; a section may be missing while the request is a draft.
protocol Form: Codable, Sendable {
    /// The sections without which the request cannot be submitted, by their names on the wire.
    static var mandatory: [String] { get }
    /// Which papers the answers ask for.
    static var documentRequirements: [DocumentRequirement<Self>] { get }
    /// What is wrong across fields and sections; what is wrong inside one field never gets this far.
    func findings(for declaration: Declaration) -> [Problem.Fault]
}

/// What the answers are checked against, beside themselves.
struct Declaration: Sendable {
    let taxYear: TaxYear
    /// The codice fiscale of the customer whose request it is, where one is known.
    let taxpayer: CodiceFiscale?
}

/// The sections of a form as they stand in the database and on the wire.
struct Sections: Sendable, Equatable {
    private(set) var answers: JSONObject

    static let none = Sections(answers: JSONObject())

    var names: [String] { answers.names }
    var json: JSONValue { .object(answers) }

    init(answers: JSONObject) {
        self.answers = answers
    }

    /// Of answers that were accepted when they were given, however long ago.
    func typed(as form: any Form.Type) throws -> any Form {
        try JSON.decode(form, stored: json)
    }

    /// With `changes` laid over: a section is replaced whole, null clears it.
    func changed(by changes: [String: JSONValue], in form: any Form.Type) throws(Problem) -> Sections {
        let faults = form.faults(in: changes)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        var answers = answers
        for name in form.sections.map(\.name) {
            guard let value = changes[name] else { continue }
            answers[name] = value.isNull ? JSONValue?.none : value
        }
        return Sections(answers: answers)
    }
}

extension Form {
    /// The sections of this form, in order, each with the schema of its answers.
    static var sections: [(name: String, schema: Schema)] {
        guard case .object(_, let properties) = Schema.recorded(for: Self.self) else { return [] }
        return properties.map { property in
            if case .nullable(let schema) = property.schema { return (property.name, schema) }
            return (property.name, property.schema)
        }
    }

    /// Everything that is wrong with `changes`, each section on its own.
    static func faults(in changes: [String: JSONValue]) -> [Problem.Fault] {
        let sections = sections
        let known = Set(sections.map(\.name))
        let unknown = changes.keys.filter { !known.contains($0) }.sorted()
        return unknown.map { Problem.Fault("/sections/\($0)", .unknownSection) }
            + sections.flatMap { name, schema -> [Problem.Fault] in
                guard let value = changes[name], !value.isNull else { return [] }
                return schema.faults(in: value, at: "/sections/\(name)")
            }
    }

    /// Everything that keeps these answers from being handed in.
    func completeness(of sections: Sections, for declaration: Declaration) -> [Problem.Fault] {
        let missing = Set(Self.mandatory).subtracting(sections.names)
        return Self.mandatory.filter(missing.contains).map {
            Problem.Fault("/sections/\($0)", .sectionMissing)
        }
            + findings(for: declaration)
    }
}
