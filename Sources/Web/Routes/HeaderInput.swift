import HTTPTypes
import Kernel

/// A request header as the input of a handler, such as the signature of a webhook.
public protocol HeaderInput: OptionalRouteInput {
    static var name: String { get }
    static var explanation: String { get }
    init(value: String) throws(Refusal)
}

extension HeaderInput {
    public static func describe(_ operation: inout Operation) {
        operation.parameters.append(parameter(isRequired: true))
    }

    public static func describeOptional(_ operation: inout Operation) {
        operation.parameters.append(parameter(isRequired: false))
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        guard let value = try await readIfPresent(from: reader) else { throw fault(Refusal(.required)) }
        return value
    }

    public static func readIfPresent(from reader: RequestReader) async throws -> Self? {
        guard let text = reader.header(name) else { return nil }
        do {
            return try Self(value: text)
        } catch {
            throw fault(error)
        }
    }

    private static func fault(_ refusal: Refusal) -> Problem {
        Problem(.invalid, faults: [Problem.Fault("header/\(name.lowercased())", refusal)])
    }

    private static func parameter(isRequired: Bool) -> Operation.Parameter {
        .init(
            .header,
            name,
            .text(TextRule(length: 1...1000)),
            isRequired: isRequired,
            meaning: .words(explanation)
        )
    }
}

/// The request itself, for the few handlers that need more than their declared inputs.
public struct RequestFacts: RouteInput {
    public let incoming: Incoming

    /// Whether only the headers are requested.
    public var isHead: Bool { incoming.head.method == .head }

    /// The query as it was sent, without the question mark; nil without one.
    public var query: String? { incoming.head.path?.after("?").map { String($0) } }

    public func header(_ name: String) -> String? {
        incoming.header(name)
    }

    /// All headers, with names in lower case.
    public var headers: [(name: String, value: String)] {
        incoming.head.headerFields.map { ($0.name.canonicalName, $0.value) }
    }

    public static func describe(_ operation: inout Operation) {}

    public static func read(from reader: RequestReader) async throws -> Self {
        Self(incoming: reader.incoming)
    }
}
