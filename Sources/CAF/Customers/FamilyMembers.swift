import Kernel
import Platform
import Store
import Web

/// A customer's family.
enum FamilyMembers {
    static let routes = rows.tagged("Family")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                              handler   needs
        Get   ("/users/me/family-members",       list,    .familyManage, "The caller's family")
        Post  ("/users/me/family-members",       create,  .familyManage, "Add someone to the caller's family").idempotent
        Get   ("/users/me/family-members/{id}",  show,    .familyManage, "One member of the caller's family")
        Patch ("/users/me/family-members/{id}",  change,  .familyManage, "Change a member of the caller's family").refuses(.stale)
        Delete("/users/me/family-members/{id}",  remove,  .familyManage, "Remove someone from the caller's family")
    }
}

struct NewFamilyMember: Body {
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale
    var relationship: FamilyMember.Relationship
    var birthDate: CivilDate
    var sex: Sex?
    var birthplaceCode: CadastralCode?
    var hasDisability: Bool?
    var isDependent: Bool?
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

/// Absent members stay as they are; null clears those that may be missing.
struct FamilyMemberChanges: Body, MergePatch {
    var firstName: PersonName?
    var lastName: PersonName?
    var codiceFiscale: CodiceFiscale?
    var relationship: FamilyMember.Relationship?
    var birthDate: CivilDate?
    var sex: Change<Sex>
    var birthplaceCode: Change<CadastralCode>
    var hasDisability: Change<Bool>
    var isDependent: Change<Bool>
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

struct FamilyMemberView: View {
    var id: ID<FamilyMember>
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale
    var relationship: FamilyMember.Relationship
    var birthDate: CivilDate
    var sex: Sex?
    var birthplaceCode: CadastralCode?
    var hasDisability: Bool
    var isDependent: Bool
    var livesWithCustomer: Bool
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
