import Kernel

/// The taxpayer (frontespizio).
struct Taxpayer: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    /// As on the identity document; must agree with the codice fiscale.
    var birthDate: CivilDate
    /// As registered, and as encoded in the codice fiscale.
    var sex: Sex
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: CadastralCode?
    /// The registered address.
    var residence: Address
    var maritalStatus: MaritalStatus
    /// Whether both spouses declare together; false by default.
    var isJointDeclaration: Bool?
    /// The codice fiscale of the other spouse; required for a joint declaration.
    var spouse: CodiceFiscale?
    /// The employer or pension body that settles the tax; absent means "730 senza sostituto".
    var withholdingAgent: WithholdingAgent?
    /// The account for a refund without a withholding agent.
    var refundIban: IBAN?

    /// A marital status.
    enum MaritalStatus: String, Codable, CaseIterable, Sendable {
        /// Never married.
        case single
        /// Married, and not legally separated.
        case married
        /// In a registered civil union.
        case civilUnion = "civil_union"
        /// Legally separated.
        case separated
        /// Divorced, and not married again.
        case divorced
        /// Widowed, and not married again.
        case widowed
    }

    /// An employer or a pension body (sostituto d'imposta).
    struct WithholdingAgent: Codable, Sendable {
        /// The registered company name.
        var name: Line<1, 200>
        /// Eleven digits for a company, sixteen characters for a person.
        var taxCode: TaxCode
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: sex, birthplaceCode: birthplaceCode)
    }
}

/// A dependent relative (prospetto "familiari a carico").
struct Dependant: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    /// As on the identity document; must agree with the codice fiscale.
    var birthDate: CivilDate
    var relationship: Relationship
    /// Months of the tax year as a dependant.
    var monthsDependent: Ranged<0, 12>
    /// The part of the deduction for this taxpayer, in percent.
    var deductionPercent: Ranged<0, 100>
    /// Whether a disability has been certified; false by default.
    var hasDisability: Bool?
    /// The dependant's own income in the tax year, in euro cents; none by default.
    var ownIncomeCents: Cents?

    /// The relation of a dependant to the taxpayer.
    enum Relationship: String, Codable, CaseIterable, Sendable {
        /// The taxpayer's spouse or civil partner.
        case spouse
        /// The first of the taxpayer's children (F1).
        case firstChild = "first_child"
        /// A further child.
        case child
        /// A child with a disability.
        case disabledChild = "disabled_child"
        /// Another relative.
        case other
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: nil, birthplaceCode: nil)
    }
}
