import Kernel

/// One member of the household (quadro A of the DSU).
struct HouseholdMember: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    /// As on the identity document; must agree with the codice fiscale.
    var birthDate: CivilDate
    var relationship: Relationship
    /// Whether a disability has been certified; false by default.
    var hasDisability: Bool?
    /// Whether the member lives in a residential care home; false by default.
    var inResidentialCare: Bool?
    /// Whether the member worked at least six months in the year of the income; false by default.
    var workedSixMonths: Bool?

    /// The relation of a member to the declarant.
    enum Relationship: String, Codable, CaseIterable, Sendable {
        /// The declarant; exactly one member.
        case declarant
        /// Married to the declarant.
        case spouse
        /// In a civil union with the declarant.
        case civilPartner = "civil_partner"
        /// Living with the declarant as a couple, without marriage.
        case cohabitant
        /// A son or daughter of the declarant or of their partner.
        case child
        /// A minor in custody or foster care.
        case minorInCustody = "minor_in_custody"
        /// A father or mother of the declarant.
        case parent
        /// A brother or sister of the declarant.
        case sibling
        /// Any other relation.
        case other
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: nil, birthplaceCode: nil)
    }
}

/// The household's home and the right to it (quadro B).
struct Dwelling: Codable, Sendable {
    var title: Title
    var address: Address
    /// Required for a rented home.
    var lease: LeaseContract?
    /// Required for an owned home.
    var cadastralReference: CadastralReference?
    /// The residual mortgage capital on 31 December of the reference year, in euro cents; none by default.
    var mortgageResidualCents: Cents?

    /// The right to the home.
    enum Title: String, Codable, CaseIterable, Sendable {
        /// Owned by a member of the household.
        case owned
        /// Rented with a registered contract.
        case rented
        /// Lent for free (comodato).
        case freeUse = "free_use"
        /// In usufruct of a member of the household.
        case usufruct
        /// Any other right.
        case other
    }

    var hasMortgage: Bool { (mortgageResidualCents?.value ?? 0) > 0 }
}

/// An income of one member in the reference year (quadro FC4 and FC8).
struct MemberIncome: Codable, Sendable {
    /// A member of the household.
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    /// The yearly amount before taxes, in euro cents; 0 for a member without income.
    var amountCents: Cents
    /// The second year before the year of the ISEE.
    var year: TaxYear
    /// The employer, the pension body or any other payer.
    var payer: Line<1, 200>?

    /// A kind of income.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Wages of employees.
        case employment
        /// Pensions of any pension body.
        case pension
        /// Fees of self-employed work.
        case selfEmployment = "self_employment"
        /// Profits of a business.
        case business
        /// Income from farming.
        case agricultural
        /// Rents of let properties.
        case propertyRental = "property_rental"
        /// Benefits that are exempt from income tax.
        case exemptBenefit = "exempt_benefit"
        /// Income from abroad.
        case foreign
        /// Alimony or maintenance received.
        case alimonyReceived = "alimony_received"
        /// Alimony or maintenance paid, which is subtracted.
        case alimonyPaid = "alimony_paid"
        /// Any other income.
        case other
        /// A declaration that the member had no income.
        case none
    }
}

/// Disability or lack of self-sufficiency of a member (quadro FC7).
struct Disability: Codable, Sendable {
    /// A member of the household.
    var codiceFiscale: CodiceFiscale
    var degree: Degree
    /// The authority that issued the certificate.
    var certifiedBy: Line<1, 200>
    /// As printed on the certificate.
    var certificateNumber: Line<1, 60>
    /// The day on which the certificate was issued.
    var certifiedOn: CivilDate
    /// Medical and care expenses of the reference year, in euro cents; none by default.
    var careExpensesCents: Cents?

    /// A degree of disability, as the DSU distinguishes them.
    enum Degree: String, Codable, CaseIterable, Sendable {
        /// Medium disability (disabilità media).
        case medium
        /// Severe disability (disabilità grave).
        case severe
        /// Lack of self-sufficiency (non autosufficienza).
        case notSelfSufficient = "not_self_sufficient"
    }
}

/// The members who study at a university (modulo MB.2, quadro C).
struct UniversityStudents: Codable, Sendable {
    /// One entry for each student.
    var students: [Student]

    /// A university student.
    struct Student: Codable, Sendable {
        /// A member of the household.
        var codiceFiscale: CodiceFiscale
        /// As its name stands on the enrolment.
        var university: Line<1, 200>
        /// The year of study, counted from 1.
        var courseYear: Ranged<1, 12>
        /// Whether the student lives away from the family's home.
        var livesAwayFromHome: Bool
        /// Whether residence and income of the student allow an ISEE without the parents.
        var isIndependent: Bool
    }
}

/// The parents who do not live with their minor children (modulo MB.2, quadro D).
struct AbsentParents: Codable, Sendable {
    /// One entry for each absent parent.
    var parents: [Parent]

    /// A parent who does not live with their minor child.
    struct Parent: Codable, Sendable {
        /// A minor in the household.
        var childCodiceFiscale: CodiceFiscale
        /// The absent parent's, if known.
        var parentCodiceFiscale: CodiceFiscale?
        var situation: Situation
        /// Maintenance paid in a year, in euro cents; none by default.
        var annualMaintenanceCents: Cents?
    }

    /// The situation of an absent parent.
    enum Situation: String, Codable, CaseIterable, Sendable {
        /// Neither married to the other parent nor to anyone else.
        case unmarriedSingle = "unmarried_single"
        /// Married to someone other than the other parent.
        case marriedToAnother = "married_to_another"
        /// Has children with someone other than the other parent.
        case childrenWithAnother = "children_with_another"
        /// Pays maintenance by order of a court.
        case paysMaintenance = "pays_maintenance"
        /// Excluded from custody or removed from the family by a court.
        case excludedFromCustody = "excluded_from_custody"
        /// Without contact or economic ties, as certified by a court or the social services.
        case estranged
    }
}
