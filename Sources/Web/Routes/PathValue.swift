import Kernel

/// A value in a path, such as the identity in `/clients/{id}`.
public protocol PathValue: RouteInput {
    static var pathSchema: Schema { get }
    /// Nil when nothing can exist at such a path (404); throws when the caller needs the reason (422).
    static func read(_ segment: String) throws(Refusal) -> Self?
}

extension PathValue {
    /// The route sets the name of the parameter.
    public static func describe(_ operation: inout Operation) {
        operation.parameters.append(.init(.path, "", pathSchema, isRequired: true, meaning: .type(Self.self)))
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        let (name, segment) = try reader.nextParameter()
        do {
            guard let value = try read(segment) else { throw Problem(.notFound) }
            return value
        } catch let refusal as Refusal {
            throw Problem(.invalid, faults: [Problem.Fault("path/\(name)", refusal)])
        }
    }
}

extension PathValue where Self: Described {
    public static var pathSchema: Schema { schema }
}

extension PathValue where Self: TextValue {
    public static func read(_ segment: String) throws(Refusal) -> Self? {
        try Self(parsing: segment)
    }
}

extension PathValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    public static var pathSchema: Schema { .enumeration(allCases.map(\.rawValue)) }

    public static func read(_ segment: String) -> Self? {
        Self(rawValue: segment)
    }
}

extension ID: PathValue, RouteInput {
    public static func read(_ segment: String) -> Self? {
        Self(segment)
    }
}

extension CivilDate: PathValue {
    public static func read(_ segment: String) throws(Refusal) -> Self? {
        guard let date = Self(segment) else { throw Refusal(.notADate) }
        return date
    }
}

extension Int: PathValue {
    public static var pathSchema: Schema { .integer(0...1 << 53) }

    /// Only the plain form, so that each resource has one address.
    public static func read(_ segment: String) -> Self? {
        Int(segment).flatMap { $0 >= 0 && String($0) == segment ? $0 : nil }
    }
}

extension CadastralCode: PathValue {}
extension CodiceFiscale: PathValue {}
extension CountryCode: PathValue {}
extension EmailAddress: PathValue {}
extension IBAN: PathValue {}
extension PartitaIVA: PathValue {}
extension PhoneNumber: PathValue {}
extension PostalCode: PathValue {}
extension ProvinceCode: PathValue {}
extension Text: PathValue, RouteInput {}
extension Line: PathValue, RouteInput {}
