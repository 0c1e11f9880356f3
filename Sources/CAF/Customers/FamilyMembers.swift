import Kernel
import Platform
import Store
import Web

/// The operations on the caller's family members.
enum FamilyMembers {
    static let routes = rows.tagged("Family")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                              handler   needs
        Get   ("/users/me/family-members",       list,    .familyManage, "List the caller's family members")
        Post  ("/users/me/family-members",       create,  .familyManage, "Add a family member", details: "The codice fiscale must be new in the family and agree with the birth data.").idempotent
        Get   ("/users/me/family-members/{id}",  show,    .familyManage, "Get a family member")
        Patch ("/users/me/family-members/{id}",  change,  .familyManage, "Update a family member").refuses(.stale)
        Delete("/users/me/family-members/{id}",  remove,  .familyManage, "Delete a family member")
    }
}

/// A family member to add.
struct NewFamilyMember: Body {
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    /// Must agree with the birth data and be unique in the family.
    var codiceFiscale: CodiceFiscale
    var relationship: FamilyMember.Relationship
    /// As on the identity document; must agree with the codice fiscale.
    var birthDate: CivilDate
    /// As registered, and as encoded in the codice fiscale.
    var sex: Sex?
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: CadastralCode?
    /// Whether a disability has been certified; false by default.
    var hasDisability: Bool?
    /// Whether the member is a dependant for tax purposes; false by default.
    var isDependent: Bool?
    /// Whether both have the same residence; true by default.
    var livesWithCustomer: Bool?

    var details: FamilyMember.Details {
        FamilyMember.Details(
            firstName: firstName,
            lastName: lastName,
            codiceFiscale: codiceFiscale,
            relationship: relationship,
            birthDate: birthDate,
            sex: sex,
            birthplaceCode: birthplaceCode,
            hasDisability: hasDisability,
            isDependent: isDependent,
            livesWithCustomer: livesWithCustomer
        )
    }
}

/// Changes of a family member.
///
/// Absent members stay as they are; null clears the sex and the birthplace code, and restores the default of others.
struct FamilyMemberChanges: Body, MergePatch {
    /// As on the identity document.
    var firstName: PersonName?
    /// As on the identity document.
    var lastName: PersonName?
    /// Must agree with the birth data and be unique in the family.
    var codiceFiscale: CodiceFiscale?
    var relationship: FamilyMember.Relationship?
    /// As on the identity document, in agreement with the codice fiscale; unchanged when absent.
    var birthDate: CivilDate?
    /// As registered, and as encoded in the codice fiscale.
    var sex: Change<Sex>
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: Change<CadastralCode>
    /// Whether a disability has been certified; null means false.
    var hasDisability: Change<Bool>
    /// Whether the member is a dependant for tax purposes; null means false.
    var isDependent: Change<Bool>
    /// Whether both have the same residence; null means true.
    var livesWithCustomer: Change<Bool>

    func applied(to details: FamilyMember.Details) -> FamilyMember.Details {
        FamilyMember.Details(
            firstName: firstName ?? details.firstName,
            lastName: lastName ?? details.lastName,
            codiceFiscale: codiceFiscale ?? details.codiceFiscale,
            relationship: relationship ?? details.relationship,
            birthDate: birthDate ?? details.birthDate,
            sex: sex.applied(to: details.sex),
            birthplaceCode: birthplaceCode.applied(to: details.birthplaceCode),
            hasDisability: hasDisability.applied(to: details.hasDisability),
            isDependent: isDependent.applied(to: details.isDependent),
            livesWithCustomer: livesWithCustomer.applied(to: details.livesWithCustomer)
        )
    }
}

/// A member of a customer's family.
struct FamilyMemberView: View {
    var id: ID<FamilyMember>
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale
    var relationship: FamilyMember.Relationship
    /// As on the identity document, and as encoded in the codice fiscale.
    var birthDate: CivilDate
    /// As registered, and as encoded in the codice fiscale.
    var sex: Sex?
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: CadastralCode?
    /// Whether a disability has been certified.
    var hasDisability: Bool
    /// Whether the member is a dependant for tax purposes.
    var isDependent: Bool
    /// Whether both have the same residence.
    var livesWithCustomer: Bool
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ member: FamilyMember) {
        let details = member.details
        id = member.id
        firstName = details.firstName
        lastName = details.lastName
        codiceFiscale = details.codiceFiscale
        relationship = details.relationship
        birthDate = details.birthDate
        sex = details.sex
        birthplaceCode = details.birthplaceCode
        hasDisability = details.hasDisability ?? false
        isDependent = details.isDependent ?? false
        livesWithCustomer = details.livesWithCustomer ?? true
        version = member.version
    }
}

extension FamilyMembers {
    static func list(_ call: Call) async throws -> Listing<FamilyMemberView> {
        let me = try call.account
        return try await call.db.read { tx in
            Listing(try FamilyMember.list(of: me, tx).map(FamilyMemberView.init))
        }
    }

    static func create(_ call: Call, body: NewFamilyMember) async throws -> Created<FamilyMemberView> {
        let me = try call.account
        return try await call.db.write { tx in
            try Quota.familyMembers.consume(as: call, tx)
            let member = try FamilyMember.add(body.details, to: me, by: call.actor, tx)
            return Created(
                FamilyMemberView(member),
                at: "/users/me/family-members/\(member.id)",
                version: member.version
            )
        }
    }

    static func show(_ call: Call, id: ID<FamilyMember>) async throws -> Versioned<FamilyMemberView> {
        try await call.db.read { tx in
            let member = try FamilyMember.find(id, within: call.scope, tx)
            return Versioned(FamilyMemberView(member), version: member.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<FamilyMember>,
        match: IfMatch?,
        body: FamilyMemberChanges
    ) async throws -> Versioned<FamilyMemberView> {
        try await call.db.write { tx in
            let member = try FamilyMember.find(id, within: call.scope, tx)
            try match?.check(member.version)
            let changed = try member.changed(to: body.applied(to: member.details), by: call.actor, tx)
            return Versioned(FamilyMemberView(changed), version: changed.version)
        }
    }

    static func remove(_ call: Call, id: ID<FamilyMember>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let member = try FamilyMember.find(id, within: call.scope, tx)
            try match?.check(member.version)
            try member.delete(by: call.actor, tx)
            return NoContent()
        }
    }
}
