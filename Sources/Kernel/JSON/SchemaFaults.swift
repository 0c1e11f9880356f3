extension Schema {
    /// All faults in `value`, each with the JSON pointer of its location; at most a hundred.
    public func faults(in value: JSONValue, at pointer: String = "") -> [Problem.Fault] {
        var inspection = Inspection()
        inspection.visit(value, self, pointer)
        return inspection.faults
    }
}

/// One simultaneous walk through a document and its schema.
private struct Inspection {
    /// A limit, because a hostile document could have a fault in every byte.
    private static let enough = 100
    private static let longestWord = 64

    private(set) var faults: [Problem.Fault] = []
    /// The enclosing structures, for recursive ones.
    private var surroundings: [String: Schema] = [:]

    mutating func visit(_ value: JSONValue, _ schema: Schema, _ pointer: String) {
        switch schema {
        case .anything: break
        case .boolean: if value.boolValue == nil { refuse(.wrongType(.boolean), pointer) }
        case .integer(let range): integer(value, range, pointer)
        case .number: if value.doubleValue == nil { refuse(.wrongType(.number), pointer) }
        case .decimal(let range): decimal(value, range, pointer)
        case .text(let rule): text(value, rule, pointer)
        case .enumeration(let words): word(value, words, pointer)
        case .openEnumeration: openWord(value, pointer)
        case .array(let element, let count): array(value, element, count, pointer)
        case .map(let element): map(value, element, pointer)
        case .object(let name, let properties): object(value, name, properties, pointer)
        case .reference(let name): surroundings[name].map { visit(value, $0, pointer) }
        case .nullable(let wrapped): if !value.isNull { visit(value, wrapped, pointer) }
        }
    }

    private mutating func integer(_ value: JSONValue, _ range: ClosedRange<Int>?, _ pointer: String) {
        if let integer = value.integerValue {
            guard let range, !range.contains(Int(integer)) else { return }
            return refuse(.outOfRange(range), pointer)
        }
        guard case .number(let number) = value, number.magnitude > 0x1p53 else {
            return refuse(.wrongType(.wholeNumber), pointer)
        }
        refuse(range.map(Refusal.Kind.outOfRange) ?? .outOfRange, pointer)
    }

    private mutating func decimal(_ value: JSONValue, _ range: ClosedRange<Int>, _ pointer: String) {
        guard let number = value.doubleValue else { return refuse(.wrongType(.number), pointer) }
        guard number >= Double(range.lowerBound), number <= Double(range.upperBound) else {
            return refuse(.outOfRange(range), pointer)
        }
    }

    /// The rule's own check comes first: only it knows the unit of the length.
    private mutating func text(_ value: JSONValue, _ rule: TextRule, _ pointer: String) {
        guard let text = value.stringValue else { return refuse(.wrongType(.text), pointer) }
        guard !text.utf8.contains(0) else { return refuse(.notPlainText, pointer) }
        if let refusal = rule.check(text) { return add(refusal, pointer) }
        guard let length = rule.length, !rule.isMeasuredByCheck else { return }
        if text.unicodeScalars.count < length.lowerBound { refuse(.tooShort(length.lowerBound), pointer) }
        if trimmedLength(text) > length.upperBound { refuse(.tooLong(length.upperBound), pointer) }
    }

    private mutating func word(_ value: JSONValue, _ words: [String], _ pointer: String) {
        guard let word = value.stringValue else { return refuse(.wrongType(.text), pointer) }
        if !words.contains(word) { refuse(.notInEnumeration(words), pointer) }
    }

    private mutating func openWord(_ value: JSONValue, _ pointer: String) {
        guard let word = value.stringValue else { return refuse(.wrongType(.text), pointer) }
        if word.utf8.count > Self.longestWord { refuse(.tooLong(Self.longestWord), pointer) }
    }

    private mutating func array(
        _ value: JSONValue,
        _ element: Schema,
        _ count: ClosedRange<Int>?,
        _ pointer: String
    ) {
        guard let elements = value.arrayValue else { return refuse(.wrongType(.array), pointer) }
        if let count, elements.count < count.lowerBound { refuse(.tooFew(count.lowerBound), pointer) }
        if let count, elements.count > count.upperBound { refuse(.tooMany(count.upperBound), pointer) }
        for (position, value) in elements.enumerated() where faults.count < Self.enough {
            visit(value, element, pointer.appending(position))
        }
    }

    private mutating func map(_ value: JSONValue, _ element: Schema, _ pointer: String) {
        guard let object = value.objectValue else { return refuse(.wrongType(.object), pointer) }
        for member in object where faults.count < Self.enough {
            visit(member.value, element, pointer.appending(member: member.name))
        }
    }

    private mutating func object(
        _ value: JSONValue,
        _ name: String,
        _ properties: [Schema.Property],
        _ pointer: String
    ) {
        guard let object = value.objectValue else { return refuse(.wrongType(.object), pointer) }
        let outer = surroundings.updateValue(.object(name: name, properties), forKey: name)
        defer { surroundings[name] = outer }
        for property in properties {
            let place = pointer.appending(member: property.name)
            if let member = object[property.name] {
                visit(member, property.schema, place)
            } else if property.isRequired {
                refuse(.required, place)
            }
        }
        let known = Set(properties.map(\.name))
        for member in object where !known.contains(member.name) {
            refuse(.unknownMember, pointer.appending(member: member.name))
        }
    }

    private mutating func refuse(_ kind: Refusal.Kind, _ pointer: String) {
        add(Refusal(kind), pointer)
    }

    private mutating func add(_ refusal: Refusal, _ pointer: String) {
        if faults.count < Self.enough { faults.append(Problem.Fault(pointer, refusal)) }
    }
}

private func trimmedLength(_ text: String) -> Int {
    let scalars = text.unicodeScalars.drop(while: \.properties.isWhitespace)
    guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return 0 }
    return scalars[...last].count
}
