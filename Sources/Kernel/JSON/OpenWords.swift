/// Words of which every product has its own, such as the purposes of consents: `allCases` are those of the platform.
///
/// The schema of such a type lists `allCases`; a product with others of its own replaces them in its document.
public protocol OpenWords: RawRepresentable, CaseIterable, Codable, Hashable, Sendable
where RawValue == String {}

extension Schema {
    /// The same schema with other words for the enumerations that have these here.
    public func speaking(_ words: [[String]: [String]]) -> Schema {
        switch self {
        case .enumeration(let mine): .enumeration(words[mine] ?? mine)
        case .openEnumeration(let mine): .openEnumeration(words[mine] ?? mine)
        case .array(let element, let count): .array(element.speaking(words), count: count)
        case .map(let element): .map(element.speaking(words))
        case .nullable(let schema): .nullable(schema.speaking(words))
        case .object(let name, let properties):
            .object(
                name: name,
                properties.map {
                    Property(
                        $0.name,
                        $0.schema.speaking(words),
                        isRequired: $0.isRequired,
                        isDeprecated: $0.isDeprecated,
                        meaning: $0.meaning
                    )
                }
            )
        case .anything, .boolean, .integer, .number, .decimal, .text, .reference: self
        }
    }
}
