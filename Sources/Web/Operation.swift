import Kernel

/// One operation in the API document.
///
/// Inputs and outputs add themselves to it.
public struct Operation: Sendable {
    public var parameters: [Parameter] = []
    public var body: RequestContent?
    public var success: Success = Success(status: 200, description: "OK")
    /// A success with another status, where a request either creates something or finds it.
    public var otherSuccess: Success?
    /// The refusals of this operation, in addition to those of every operation.
    public var problems: [Problem.Code] = []
    /// Unknown query parameters are ignored, instead of refused.
    public var acceptsAnyQuery = false

    public struct Parameter: Sendable {
        public enum Place: String, Sendable { case path, query, header }
        public var place: Place
        /// The route sets the name of a path parameter.
        public var name: String
        public var schema: Schema
        public var isRequired: Bool
        /// Where its description stands.
        public var meaning: Schema.Meaning?
        /// Another accepted name, which is not documented.
        public var alias: String?

        public init(
            _ place: Place,
            _ name: String,
            _ schema: Schema,
            isRequired: Bool,
            meaning: Schema.Meaning? = nil,
            alias: String? = nil
        ) {
            self.place = place
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.meaning = meaning
            self.alias = alias
        }

        var names: [String] { [name, alias].compactMap(\.self) }
    }

    public struct RequestContent: Sendable {
        public var mediaType: String
        public var schema: Schema
        public var isRequired: Bool
        /// Where its description stands.
        public var meaning: Schema.Meaning?

        public init(
            _ mediaType: String,
            _ schema: Schema,
            isRequired: Bool = true,
            meaning: Schema.Meaning? = nil
        ) {
            self.mediaType = mediaType
            self.schema = schema
            self.isRequired = isRequired
            self.meaning = meaning
        }
    }

    public struct Success: Sendable {
        public var status: Int
        public var description: String
        public var mediaType: String?
        public var schema: Schema?
        public var headers: [Parameter]

        public init(
            status: Int,
            description: String,
            mediaType: String? = nil,
            schema: Schema? = nil,
            headers: [Parameter] = []
        ) {
            self.status = status
            self.description = description
            self.mediaType = mediaType
            self.schema = schema
            self.headers = headers
        }
    }
}

/// The facts about the inputs of an operation that its requests need, determined at the first of them.
struct InputFacts: Sendable {
    /// The allowed query parameters; nil allows any.
    let declaredQuery: Set<String>?
    /// Whether a telephone number is among the inputs.
    let readsTelephones: Bool

    init(_ inputs: Operation) {
        let query = inputs.parameters.filter { $0.place == .query }
        declaredQuery = inputs.acceptsAnyQuery ? nil : Set(query.flatMap(\.names))
        let schemas = inputs.parameters.map(\.schema) + [inputs.body?.schema].compactMap(\.self)
        readsTelephones = schemas.contains(where: \.hasTelephones)
    }
}

extension Operation {
    /// Sets the names of the path parameters, in the order of the path.
    mutating func namePathParameters(after names: [String]) {
        let indices = parameters.indices.filter { parameters[$0].place == .path }
        precondition(
            indices.count == names.count,
            "a handler must take as many path values as its path has: \(names)"
        )
        for (index, name) in zip(indices, names) {
            parameters[index].name = name
        }
    }
}

extension Schema {
    fileprivate var hasTelephones: Bool {
        switch self {
        case .text(let rule): rule.format == DialPlan.format
        case .array(let element, _), .map(let element), .nullable(let element): element.hasTelephones
        case .object(_, let properties): properties.contains { $0.schema.hasTelephones }
        case .anything, .boolean, .integer, .number, .decimal, .enumeration, .openEnumeration, .reference:
            false
        }
    }
}
