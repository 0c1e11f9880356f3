import Kernel

/// Who declares (frontespizio).
struct Taxpayer: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var firstName: PersonName
    var lastName: PersonName
    var birthDate: CivilDate
    var sex: Sex
    var birthplaceCode: CadastralCode?
    var residence: Address
    var maritalStatus: MaritalStatus
    var isJointDeclaration: Bool?
    /// The other declarant of a joint declaration.
    var spouse: CodiceFiscale?
    /// The employer or pension body that settles the tax; none means "730 senza sostituto".
    var withholdingAgent: WithholdingAgent?
    /// Where a refund is paid when there is no withholding agent.
    var refundIban: IBAN?

    enum MaritalStatus: String, Codable, CaseIterable, Sendable {
        case single
        case married
        case civilUnion = "civil_union"
        case separated
        case divorced
        case widowed
    }

    struct WithholdingAgent: Codable, Sendable {
        var name: Line<1, 200>
        var taxCode: TaxCode
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: sex, birthplaceCode: birthplaceCode)
    }
}

/// A dependent relative (prospetto "familiari a carico").
struct Dependant: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var birthDate: CivilDate
    var relationship: Relationship
    var monthsDependent: Ranged<0, 12>
    /// The part of the deduction that this taxpayer takes.
    var deductionPercent: Ranged<0, 100>
    var hasDisability: Bool?
    var ownIncomeCents: Cents?

    enum Relationship: String, Codable, CaseIterable, Sendable {
        case spouse
        case firstChild = "first_child"
        case child
        case disabledChild = "disabled_child"
        case other
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: nil, birthplaceCode: nil)
    }
}
