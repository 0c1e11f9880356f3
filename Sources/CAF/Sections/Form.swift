import Kernel

/// The typed answers of one service.
///
/// Each property is a section; a section may be missing while the request is a draft.
protocol Form: Codable, Sendable {
    /// The sections that a submission needs, by their JSON names.
    static var mandatory: [String] { get }
    /// The documents that the answers call for.
    static var documentRequirements: [DocumentRequirement<Self>] { get }
    /// Faults across fields and sections; the types of the fields refuse all others.
    func findings(for declaration: Declaration) -> [Problem.Fault]
}

/// The facts from outside the form that the answers are checked against.
struct Declaration: Sendable {
    let taxYear: TaxYear
    /// The customer's codice fiscale, if known.
    let taxpayer: CodiceFiscale?
}

/// The sections of a form as JSON, in the database and in the API.
struct Sections: Sendable, Equatable {
    private(set) var answers: JSONObject

    static let none = Sections(answers: JSONObject())

    var names: [String] { answers.names }
    var json: JSONValue { .object(answers) }

    init(answers: JSONObject) {
        self.answers = answers
    }

    /// Decodes answers that were accepted when they were saved.
    func typed(as form: any Form.Type) throws -> any Form {
        try JSON.decode(form, stored: json)
    }

    /// Applies `changes`: each replaces a section as a whole, null clears it.
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

    /// All faults in `changes`, each section on its own.
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

    /// All findings that prevent a submission of these answers.
    func completeness(of sections: Sections, for declaration: Declaration) -> [Problem.Fault] {
        let missing = Set(Self.mandatory).subtracting(sections.names)
        return Self.mandatory.filter(missing.contains).map {
            Problem.Fault("/sections/\($0)", .sectionMissing)
        }
            + findings(for: declaration)
    }
}
