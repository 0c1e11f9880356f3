import Kernel

/// A medical expense (quadro E, righi E1–E6).
struct MedicalExpense: Codable, Sendable {
    var kind: Kind
    /// The paid amount with tax, in euro cents.
    var amountCents: Cents
    /// The day of the payment.
    var paidOn: CivilDate?
    /// The patient: the taxpayer or a dependant; the taxpayer by default.
    var personCodiceFiscale: CodiceFiscale?
    /// Whether it was paid by card or bank transfer, which most expenses must be to count.
    var isTraceable: Bool?

    /// A kind of medical expense.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Medicines from a pharmacy.
        case medicine
        /// Visits to doctors.
        case visit
        /// Tests and examinations.
        case exam
        /// Surgery and stays in hospital.
        case surgery
        /// Glasses and contact lenses.
        case glasses
        /// Dental care.
        case dental
        /// Aids for people with a disability.
        case disabilityAid = "disability_aid"
        /// Any other medical expense.
        case other
    }
}

/// Fees for school or university (righi E8–E10, codes 12 and 13).
struct EducationExpense: Codable, Sendable {
    /// The taxpayer or a dependant.
    var studentCodiceFiscale: CodiceFiscale
    var level: Level
    /// The school, the university or the landlord.
    var institution: Line<1, 200>
    /// Paid in the tax year, in euro cents.
    var amountCents: Cents

    /// A kind of education expense.
    enum Level: String, Codable, CaseIterable, Sendable {
        /// A nursery (asilo nido).
        case nursery
        /// A school of any level, with its canteen.
        case school
        /// University fees of any degree course.
        case university
        /// Rent of a student away from home.
        case studentRent = "student_rent"
    }
}

/// Mortgage interest and works on the home (righi E7 and E41–E62).
struct HomeDeductions: Codable, Sendable {
    /// Mortgages whose interest is deducted.
    var mortgages: [Mortgage]?
    /// Works on the home that are deducted in instalments.
    var works: [Work]?

    /// A mortgage whose interest is deducted.
    struct Mortgage: Codable, Sendable {
        /// The bank.
        var lender: Line<1, 200>
        /// The day on which the mortgage was concluded.
        var contractOn: CivilDate
        var purpose: Purpose
        /// Interest and charges paid in the tax year, in euro cents.
        var interestCents: Cents
        /// The taxpayer's share of the interest, in hundredths of a percent.
        var shareBasisPoints: Percent
    }

    /// The purpose of a mortgage.
    enum Purpose: String, Codable, CaseIterable, Sendable {
        /// To buy the main home.
        case mainHomePurchase = "main_home_purchase"
        /// To build or renovate the main home.
        case mainHomeConstruction = "main_home_construction"
        /// Any other purpose.
        case other
    }

    /// Works on the home.
    struct Work: Codable, Sendable {
        var kind: Kind
        /// The year of the first expenses.
        var startedInYear: TaxYear
        /// The whole cost, over all instalments, in euro cents.
        var amountCents: Cents
        /// The number of the instalment of this tax year, counted from 1.
        var instalment: Ranged<1, 10>
        /// The number of all instalments.
        var instalments: Ranged<1, 10>
    }

    /// A bonus for works on a home.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Renovation (bonus ristrutturazioni).
        case renovation
        /// Energy efficiency (ecobonus).
        case energy
        /// Protection against earthquakes (sismabonus).
        case seismic
        /// Furniture and appliances (bonus mobili).
        case furniture
        /// Façades (bonus facciate).
        case facade
        /// Energy efficiency and earthquake protection at the higher rate (superbonus).
        case superbonus
        /// Removal of architectural barriers.
        case barriers
        /// Gardens and green areas (bonus verde).
        case garden
    }
}

/// Insurance premiums and pension contributions (righi E8–E10 and E21–E27).
struct InsuranceExpense: Codable, Sendable {
    var kind: Kind
    /// Paid in the tax year, in euro cents.
    var amountCents: Cents
    /// The insurer or the pension fund.
    var company: Line<1, 200>?
    /// As printed on the certificate.
    var policyNumber: Line<1, 60>?

    /// A kind of premium or contribution.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Life insurance against the risk of death.
        case life
        /// Insurance against accidents (infortuni).
        case accident
        /// Insurance against the loss of self-sufficiency.
        case selfSufficiencyLoss = "self_sufficiency_loss"
        /// Insurance of the home against natural disasters.
        case naturalDisaster = "natural_disaster"
        /// Contributions to a supplementary pension.
        case supplementaryPension = "supplementary_pension"
        /// Voluntary social security contributions.
        case voluntaryContributions = "voluntary_contributions"
        /// Social security contributions for a domestic worker.
        case domesticWorker = "domestic_worker"
    }
}
