import Kernel

/// A medical expense (quadro E, righi E1–E6).
struct MedicalExpense: Codable, Sendable {
    var kind: Kind
    var amountCents: Cents
    var paidOn: CivilDate?
    var personCodiceFiscale: CodiceFiscale?
    /// Paid by card or transfer, as most of them must be to count.
    var isTraceable: Bool?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case medicine
        case visit
        case exam
        case surgery
        case glasses
        case dental
        case disabilityAid = "disability_aid"
        case other
    }
}

/// Fees for school or university (righi E8–E10, codes 12 and 13).
struct EducationExpense: Codable, Sendable {
    var studentCodiceFiscale: CodiceFiscale
    var level: Level
    var institution: Line<1, 200>
    var amountCents: Cents

    enum Level: String, Codable, CaseIterable, Sendable {
        case nursery
        case school
        case university
        case studentRent = "student_rent"
    }
}

/// Mortgage interest and works on the home (righi E7 and E41–E62).
struct HomeDeductions: Codable, Sendable {
    var mortgages: [Mortgage]?
    var works: [Work]?

    struct Mortgage: Codable, Sendable {
        var lender: Line<1, 200>
        var contractOn: CivilDate
        var purpose: Purpose
        var interestCents: Cents
        var shareBasisPoints: Percent
    }

    enum Purpose: String, Codable, CaseIterable, Sendable {
        case mainHomePurchase = "main_home_purchase"
        case mainHomeConstruction = "main_home_construction"
        case other
    }

    struct Work: Codable, Sendable {
        var kind: Kind
        var startedInYear: TaxYear
        var amountCents: Cents
        var instalment: Ranged<1, 10>
        var instalments: Ranged<1, 10>
    }

    enum Kind: String, Codable, CaseIterable, Sendable {
        case renovation
        case energy
        case seismic
        case furniture
        case facade
        case superbonus
        case barriers
        case garden
    }
}

/// Insurance premiums and pension contributions (righi E8–E10 and E21–E27).
struct InsuranceExpense: Codable, Sendable {
    var kind: Kind
    var amountCents: Cents
    var company: Line<1, 200>?
    var policyNumber: Line<1, 60>?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case life
        case accident
        case selfSufficiencyLoss = "self_sufficiency_loss"
        case naturalDisaster = "natural_disaster"
        case supplementaryPension = "supplementary_pension"
        case voluntaryContributions = "voluntary_contributions"
        case domesticWorker = "domestic_worker"
    }
}
