import Kernel

extension Schema {
    /// An example that this schema accepts.
    var example: JSONValue { example(named: "") }

    /// The same for a member of that name.
    func example(named name: String) -> JSONValue {
        switch self {
        case .anything: [:]
        case .boolean: true
        case .integer(let range): .integer(Int64((ExampleValues.number(named: name) ?? 1).within(range)))
        case .number: .number(ExampleValues.number(named: name).map { Double($0) + 0.25 } ?? 1.5)
        case .decimal(let range):
            .number(Double((ExampleValues.number(named: name) ?? 1).within(range)))
        case .text(let rule): .string(ExampleValues.text(named: name, rule) ?? rule.sample)
        case .enumeration(let words), .openEnumeration(let words): .string(words.first ?? "")
        case .array(let element, let count): Self.exampleArray(of: element, count, name)
        case .map(let element): ["key": element.example(named: name)]
        case .object(_, let properties):
            .object(JSONObject(properties.map { ($0.name, $0.schema.example(named: $0.name)) }))
        case .reference: [:]
        case .nullable(let schema): schema.isRecursive ? .null : schema.example(named: name)
        }
    }

    private static func exampleArray(
        of element: Schema,
        _ count: ClosedRange<Int>?,
        _ name: String
    ) -> JSONValue {
        if element.isRecursive { return [] }
        return .array(Array(repeating: element.example(named: name), count: 1.within(count)))
    }

    private var isRecursive: Bool {
        switch self {
        case .reference: true
        case .nullable(let schema): schema.isRecursive
        default: false
        }
    }
}

extension Int {
    fileprivate func within(_ range: ClosedRange<Int>?) -> Int {
        range.map { Swift.min(Swift.max(self, $0.lowerBound), $0.upperBound) } ?? self
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
