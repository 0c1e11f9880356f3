import Kernel
import Platform
import Web

/// A row of the route table of a product.
typealias ProductRoute = Web.Route<Call>

/// A place of a request where the identity of an entity stands.
struct EntityReference: Hashable {
    enum Place: String { case path, query, body }

    let place: Place
    /// The parameter, or the JSON pointer into the body.
    let name: String
    /// The type in `ID<…>`.
    let entity: String
}

extension EntityReference: CustomStringConvertible {
    var description: String { "\(place) \(name)" }
}

extension Web.Route {
    /// Every place where the operation takes an identity.
    var references: [EntityReference] {
        let parameters = operation.parameters.compactMap { parameter -> EntityReference? in
            guard let place = EntityReference.Place(rawValue: parameter.place.rawValue),
                let entity = parameter.schema.entity
            else { return nil }
            return EntityReference(place: place, name: parameter.name, entity: entity)
        }
        let members = operation.body?.schema.identities(at: "") ?? []
        return parameters
            + members.map { EntityReference(place: .body, name: $0.pointer, entity: $0.entity) }
    }

    /// The entity of the rows of a list.
    var listed: String? {
        let data = operation.success.schema?.properties.first { $0.name == "data" }
        guard method == "GET", case .array(let row, _)? = data?.schema else { return nil }
        return row.properties.first { $0.name == "id" }?.schema.entity
    }
}

extension Schema {
    /// The entity whose identity this is, or of whose identities this is a list.
    var entity: String? {
        switch self {
        case .text(let rule): rule.entity
        case .nullable(let schema), .array(let schema, _): schema.entity
        default: nil
        }
    }

    /// The identities in a document, with the pointers of the first of each list.
    fileprivate func identities(at pointer: String) -> [(pointer: String, entity: String)] {
        switch self {
        case .text(let rule): rule.entity.map { [(pointer, $0)] } ?? []
        case .nullable(let schema): schema.identities(at: pointer)
        case .array(let element, _): element.identities(at: pointer + "/0")
        case .object(_, let properties):
            properties.flatMap { $0.schema.identities(at: pointer.appending(member: $0.name)) }
        default: []
        }
    }
}
