import Kernel

extension Schema {
    /// An example that this schema accepts.
    var example: JSONValue {
        switch self {
        case .anything: [:]
        case .boolean: true
        case .integer(let range):
            .integer(Int64(range.map { min(max(1, $0.lowerBound), $0.upperBound) } ?? 1))
        case .number: 1.5
        case .text(let rule): .string(rule.sample)
        case .enumeration(let names): .string(names.first ?? "")
        case .array(let element, let count): Self.exampleArray(of: element, count)
        case .map(let element): ["key": element.example]
        case .object(_, let properties): .object(JSONObject(properties.map { ($0.name, $0.schema.example) }))
        case .reference: [:]
        case .nullable(let schema): schema.isRecursive ? .null : schema.example
        }
    }

    private static func exampleArray(of element: Schema, _ count: ClosedRange<Int>?) -> JSONValue {
        if element.isRecursive { return [] }
        let length = count.map { min(max(1, $0.lowerBound), $0.upperBound) } ?? 1
        return .array(Array(repeating: element.example, count: length))
    }

    private var isRecursive: Bool {
        switch self {
        case .reference: true
        case .nullable(let schema): schema.isRecursive
        default: false
        }
    }
}

extension TextRule {
    /// An example that the rule accepts.
    public var sample: String {
        if let example { return example }
        let letters = "text"
        guard let length else { return letters }
        if letters.count < length.lowerBound { return String(repeating: "x", count: length.lowerBound) }
        return String(letters.prefix(length.upperBound))
    }
}
