import Kernel

/// One member of the household (quadro A of the DSU).
struct HouseholdMember: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var firstName: PersonName
    var lastName: PersonName
    var birthDate: CivilDate
    var relationship: Relationship
    var hasDisability: Bool?
    /// Lives in a residential care home.
    var inResidentialCare: Bool?
    /// Worked for at least six months in the year of the incomes.
    var workedSixMonths: Bool?

    enum Relationship: String, Codable, CaseIterable, Sendable {
        case declarant
        case spouse
        case civilPartner = "civil_partner"
        case cohabitant
        case child
        case minorInCustody = "minor_in_custody"
        case parent
        case sibling
        case other
    }

    var identity: Identity {
        Identity(codiceFiscale: codiceFiscale, birthDate: birthDate, sex: nil, birthplaceCode: nil)
    }
}

/// Where the household lives, and by what right (quadro B).
struct Dwelling: Codable, Sendable {
    var title: Title
    var address: Address
    /// The contract, when the home is rented.
    var lease: LeaseContract?
    var cadastralReference: CadastralReference?
    /// What is left of the mortgage's capital on 31 December of the reference year.
    var mortgageResidualCents: Cents?

    enum Title: String, Codable, CaseIterable, Sendable {
        case owned
        case rented
        case freeUse = "free_use"
        case usufruct
        case other
    }

    var hasMortgage: Bool { (mortgageResidualCents?.value ?? 0) > 0 }
}

/// What one member earned in the reference year (quadro FC4 and FC8).
struct MemberIncome: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    var amountCents: Cents
    var year: TaxYear
    var payer: Line<1, 200>?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case employment
        case pension
        case selfEmployment = "self_employment"
        case business
        case agricultural
        case propertyRental = "property_rental"
        case exemptBenefit = "exempt_benefit"
        case foreign
        case alimonyReceived = "alimony_received"
        case alimonyPaid = "alimony_paid"
        case other
        /// Declares that the member had no income.
        case none
    }
}

/// Disability or lack of self-sufficiency of a member (quadro FC7).
struct Disability: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var degree: Degree
    var certifiedBy: Line<1, 200>
    var certificateNumber: Line<1, 60>
    var certifiedOn: CivilDate
    var careExpensesCents: Cents?

    enum Degree: String, Codable, CaseIterable, Sendable {
        case medium
        case severe
        case notSelfSufficient = "not_self_sufficient"
    }
}

/// The members who study at a university (modulo MB.2, quadro C).
struct UniversityStudents: Codable, Sendable {
    var students: [Student]

    struct Student: Codable, Sendable {
        var codiceFiscale: CodiceFiscale
        var university: Line<1, 200>
        var courseYear: Ranged<1, 12>
        var livesAwayFromHome: Bool
        /// Meets the requirements of residence and income to count without the parents.
        var isIndependent: Bool
    }
}

/// The parents who do not live with their minor children (modulo MB.2, quadro D).
struct AbsentParents: Codable, Sendable {
    var parents: [Parent]

    struct Parent: Codable, Sendable {
        var childCodiceFiscale: CodiceFiscale
        var parentCodiceFiscale: CodiceFiscale?
        var situation: Situation
        var annualMaintenanceCents: Cents?
    }

    enum Situation: String, Codable, CaseIterable, Sendable {
        case unmarriedSingle = "unmarried_single"
        case marriedToAnother = "married_to_another"
        case childrenWithAnother = "children_with_another"
        case paysMaintenance = "pays_maintenance"
        case excludedFromCustody = "excluded_from_custody"
        case estranged
    }
}
