/// A member, a parameter or a case of the API of which the code says nothing, or no more than its name.
public struct Undescribed: Hashable, Sendable {
    /// As `CAF.AppointmentView.note`.
    public let place: String
    /// Its type, such as `String`, or its insufficient description.
    public let fact: String

    public init(_ place: String, _ fact: String) {
        self.place = place
        self.fact = fact
    }
}

extension Descriptions {
    /// The faults of the description of a member or a parameter, and of those of its cases.
    func faults(
        of meaning: Schema.Meaning?,
        _ name: String,
        _ schema: Schema,
        in place: String
    ) -> [Undescribed] {
        guard let meaning else { return [Undescribed("\(place).\(name)", "no description in code")] }
        var owner = place
        if case .property(let type, _) = meaning { owner = sourceName(of: type) }
        let cases = undescribedCases(of: meaning.type, schema).map {
            Undescribed("\(sourceName(of: meaning.type)).\($0)", "a case")
        }
        let own = own(meaning, name)
        if let own, own.says(moreThan: "\(owner).\(name)") { return cases }
        if own == nil, text(of: meaning.type) != nil { return cases }
        return cases + [Undescribed("\(owner).\(name)", own ?? sourceName(of: meaning.type))]
    }

    func faults(of type: Any.Type) -> [Undescribed] {
        text(of: type) == nil ? [Undescribed(sourceName(of: type), "a type")] : []
    }
}

extension String {
    /// Whether it has words that are no part of a name, apart from those of every sentence.
    func says(moreThan name: String) -> Bool {
        let parts = name.split(separator: ".").flatMap { snakeCased(String($0)).split(separator: "_") }
        let known = Set(parts.map(\.stem)).union(Self.fillers)
        return !split { !$0.isLetter && !$0.isNumber }.map(\.stem).allSatisfy(known.contains)
    }

    private static let fillers: Set<String> = [
        "a", "an", "the", "of", "it", "this", "that", "is", "are", "for", "to", "in", "and", "or", "view", "",
    ]
}

extension Substring {
    /// In small letters, without the sign of the plural.
    fileprivate var stem: String {
        let word = lowercased()
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }
}
