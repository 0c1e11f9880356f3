import Kernel

/// Passes one request to the inputs of its route, and collects their faults for a single answer.
public final class RequestReader {
    public let incoming: Incoming
    private let declaredQuery: Set<String>?
    private var parameters: ArraySlice<(name: String, value: String)>
    private var collected: [UInt8]?
    private var errors: [any Error] = []

    /// `declaredQuery` names the query parameters of the route; nil allows any.
    public init(_ incoming: Incoming, declaredQuery: Set<String>? = []) {
        self.incoming = incoming
        self.declaredQuery = incoming.passesUnknownQuery ? nil : declaredQuery
        parameters = incoming.parameters[...]
    }

    public func attempt<Input: RouteInput>(_: Input.Type) async -> Result<Input, any Error> {
        do {
            return .success(try await Input.read(from: self))
        } catch {
            errors.append(error)
            return .failure(error)
        }
    }

    /// Throws the refusals of the inputs.
    ///
    /// The first one that is more than a fault (a malformed body, a missing precondition) is thrown by
    /// itself, otherwise the faults of all inputs as one.
    public func throwFaults() throws {
        var faults: [Problem.Fault] = []
        for error in errors {
            guard let problem = error as? Problem, problem.code == .invalid else { throw error }
            faults += problem.faults
        }
        faults += unknownQuery()
        guard errors.isEmpty, faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// The next of the route's `{parameters}`, in the order of the path.
    public func nextParameter() throws(Problem) -> (name: String, value: String) {
        guard let parameter = parameters.popFirst() else { throw Problem(.notFound) }
        return parameter
    }

    /// All values of a name in the query.
    public func values(of name: String) -> [String] {
        incoming.query.filter { $0.name == name }.map(\.value)
    }

    public func header(_ name: String) -> String? {
        incoming.header(name)
    }

    /// The whole body, read once and within the route's limit.
    public func bytes() async throws -> [UInt8] {
        if let collected { return collected }
        let bytes = try await incoming.body.collect()
        collected = bytes
        return bytes
    }

    private func unknownQuery() -> [Problem.Fault] {
        guard let declaredQuery else { return [] }
        var seen = declaredQuery
        return incoming.query.compactMap { parameter in
            seen.insert(parameter.name).inserted
                ? Problem.Fault("query/\(parameter.name)", Refusal(.unknownMember)) : nil
        }
    }
}

/// An optional input; handlers accept it as an optional.
public protocol OptionalRouteInput: RouteInput {
    static func describeOptional(_ operation: inout Operation)
    static func readIfPresent(from reader: RequestReader) async throws -> Self?
}

extension Optional: RouteInput where Wrapped: OptionalRouteInput {
    public static func describe(_ operation: inout Operation) {
        Wrapped.describeOptional(&operation)
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        try await Wrapped.readIfPresent(from: reader)
    }
}

// swift-format-ignore
extension Refusal {
    static let repeated      = Refusal("repeated", ["en": "is given more than once", "it": "è indicato più di una volta", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let cursorAndPage = Refusal("conflicting", ["en": "cannot be combined with a cursor", "it": "non si può combinare con un cursore", "ar": "لا يمكن استخدامه مع مؤشر الصفحة", "ku": "ناکرێت لەگەڵ نیشاندەری پەڕەدا بەکاربهێنرێت"])
}
