import Kernel
import Platform
import Store
import Web

/// A member of a customer's family, stored to fill in forms only once.
struct FamilyMember: Sendable {
    let id: ID<FamilyMember>
    let customer: ID<Account>
    var details: Details
    let createdAt: Instant
    private(set) var version: Int

    /// The stored details of a family member.
    struct Details: Codable, Sendable {
        var firstName: PersonName
        var lastName: PersonName
        var codiceFiscale: CodiceFiscale
        var relationship: Relationship
        var birthDate: CivilDate
        var sex: Sex?
        var birthplaceCode: CadastralCode?
        var hasDisability: Bool?
        var isDependent: Bool?
        var livesWithCustomer: Bool?
    }

    /// The relation of a family member to the customer.
    enum Relationship: String, Codable, CaseIterable, Sendable {
        /// Married to the customer.
        case spouse
        /// In a civil union with the customer.
        case civilPartner = "civil_partner"
        /// Living with the customer as a couple, without marriage.
        case cohabitant
        /// A son or daughter of the customer.
        case child
        /// A minor in the customer's custody or foster care.
        case minorInCustody = "minor_in_custody"
        /// A father or mother of the customer.
        case parent
        /// A brother or sister of the customer.
        case sibling
        /// Any other relation.
        case other
    }
}

extension FamilyMember.Details {
    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: sex, birthplaceCode: birthplaceCode)
    }

    func check() throws(Problem) {
        let faults = identity.faults()
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension FamilyMember: Scoped {
    static let kind = "family_member"

    static let visibility = Visibility(own: "f.customer_id")

    static func find(_ id: ID<FamilyMember>, within scope: Scope, _ tx: borrowing Tx) throws -> FamilyMember {
        try tx.one("SELECT \(columns) FROM family_member f WHERE f.id = \(id) AND \(visible(to: scope))")
    }

    static func list(of customer: ID<Account>, _ tx: borrowing Tx) throws -> [FamilyMember] {
        try tx.all(
            "SELECT \(columns) FROM family_member f WHERE f.customer_id = \(customer) ORDER BY f.created_at, f.id"
        )
    }

    /// Refuses a codice fiscale that another member of the family has.
    static func requireFree(
        _ codiceFiscale: CodiceFiscale,
        in customer: ID<Account>,
        except member: ID<FamilyMember>?,
        at pointer: String,
        _ tx: borrowing Tx
    ) throws {
        let relatives = try list(of: customer, tx).filter { $0.id != member }
        let isTaken = relatives.contains { $0.details.codiceFiscale == codiceFiscale }
        guard !isTaken else { throw Problem(.invalid, faults: [Problem.Fault(pointer, .takenInFamily)]) }
    }

    static func add(
        _ details: Details,
        to customer: ID<Account>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> FamilyMember {
        try details.check()
        try requireFreeOfCustomer(details.codiceFiscale, customer, tx)
        try requireFree(details.codiceFiscale, in: customer, except: nil, at: "/codice_fiscale", tx)
        let id = tx.newID(of: FamilyMember.self)
        let inserted = try tx.execute(
            """
            INSERT INTO family_member (id, customer_id, codice_fiscale, details, created_at, updated_at, version)
            VALUES (\(id), \(customer), \(details.codiceFiscale), \(json: details), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else {
            throw Problem(.invalid, faults: [Problem.Fault("/codice_fiscale", .takenInFamily)])
        }
        try Audit.record(CustomerAction.familyMemberAdd, of: kind, id.cast(), by: actor, tx)
        return FamilyMember(id: id, customer: customer, details: details, createdAt: tx.now, version: 1)
    }

    func changed(to details: Details, by actor: Actor, _ tx: borrowing Tx) throws -> FamilyMember {
        try details.check()
        try Self.requireFreeOfCustomer(details.codiceFiscale, customer, tx)
        try Self.requireFree(details.codiceFiscale, in: customer, except: id, at: "/codice_fiscale", tx)
        try tx.changeOne(
            """
            UPDATE family_member
               SET codice_fiscale = \(details.codiceFiscale), details = \(json: details), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(CustomerAction.familyMemberChange, of: Self.kind, id.cast(), by: actor, tx)
        return FamilyMember(
            id: id,
            customer: customer,
            details: details,
            createdAt: createdAt,
            version: version + 1
        )
    }

    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne("DELETE FROM family_member WHERE id = \(id) AND version = \(version)")
        try Audit.record(CustomerAction.familyMemberRemove, of: Self.kind, id.cast(), by: actor, tx)
    }

    private static func requireFreeOfCustomer(
        _ codiceFiscale: CodiceFiscale,
        _ customer: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        guard try Profile.find(customer, tx).codiceFiscale != codiceFiscale else {
            throw Problem(.invalid, faults: [Problem.Fault("/codice_fiscale", .takenInFamily)])
        }
    }
}

extension FamilyMember: Record {
    static let columns: SQL = "f.id, f.customer_id, f.details, f.created_at, f.version"

    init(_ row: inout Row) throws {
        id = try row.next()
        customer = try row.next()
        details = try row.json()
        createdAt = try row.next()
        version = try row.next()
    }
}
