import Kernel

/// A document that a form can call for, with its condition.
struct DocumentRequirement<Answers: Form>: Sendable {
    let category: DocumentCategory
    let isMandatory: Bool
    let reason: LocalizedText
    let isNeeded: @Sendable (Answers) -> Bool

    static func mandatory(
        _ category: DocumentCategory,
        _ reason: LocalizedText,
        when isNeeded: @escaping @Sendable (Answers) -> Bool = always
    ) -> Self {
        Self(category: category, isMandatory: true, reason: reason, isNeeded: isNeeded)
    }

    static func optional(
        _ category: DocumentCategory,
        _ reason: LocalizedText,
        when isNeeded: @escaping @Sendable (Answers) -> Bool = always
    ) -> Self {
        Self(category: category, isMandatory: false, reason: reason, isNeeded: isNeeded)
    }
}

/// The condition of a document that is always needed.
@Sendable func always<Answers: Form>(_: Answers) -> Bool { true }

/// A category of documents.
enum DocumentCategory: String, Codable, CaseIterable, Sendable {
    /// An identity card or a passport.
    case identityDocument = "identity_document"
    /// The registered lease contract of a rented home.
    case leaseContract = "lease_contract"
    /// The bank's certificate of mortgage interest or of the residual capital.
    case mortgageCertificate = "mortgage_certificate"
    /// Balances and averages of bank accounts, from the bank.
    case balanceCertificate = "balance_certificate"
    /// A Certificazione Unica (CU).
    case incomeCertificate = "cu"
    /// An INPS certificate of pensions or benefits.
    case inpsCertificate = "inps_certificate"
    /// A certificate of disability from INPS or the health authority.
    case disabilityCertificate = "disability_certificate"
    /// An extract of the land registry (visura catastale).
    case cadastralExtract = "visura"
    /// A vehicle's registration document.
    case vehicleRegistration = "vehicle_registration"
    /// Proof of enrolment at a university.
    case universityEnrolment = "university_enrolment"
    /// A court ruling or agreement on separation, divorce or custody.
    case separationRuling = "separation_ruling"
    /// Receipts of medical expenses.
    case medicalReceipts = "medical_receipts"
    /// Receipts of school or university fees.
    case tuitionReceipts = "tuition_receipts"
    /// Invoices and bank transfers of works on the home.
    case renovationInvoices = "renovation_invoices"
    /// A certificate of insurance premiums.
    case insuranceCertificate = "insurance_certificate"
    /// A certificate of pension or social security contributions.
    case pensionCertificate = "pension_certificate"
    /// Proof of income without a certificate.
    case incomeReceipts = "income_receipts"
    /// Receipts of payments made with an F24.
    case f24Receipts = "f24_receipts"
    /// The registered contract of a free loan of a property (comodato).
    case freeUseContract = "free_use_contract"
    /// Proof of the conditions for a tax relief.
    case reliefEvidence = "relief_evidence"
    /// The deed of a purchase, a sale or a donation.
    case deed
    /// The filed declaration of succession for an inherited property.
    case successionDeclaration = "succession_declaration"
    /// The tax return of the previous year.
    case previousDeclaration = "previous_declaration"
    /// Any other document.
    case other
}

/// One line of a request's document checklist.
struct ChecklistItem: Codable, Sendable, Equatable {
    var category: DocumentCategory
    /// The name of the category, in the language of the request.
    var title: String
    /// Whether a submission needs the document.
    var isMandatory: Bool
    /// Why the answers call for it, in the language of the request.
    var reason: String
    var state: State

    /// How far the document is.
    enum State: String, Codable, CaseIterable, Sendable {
        /// Not uploaded, or uploaded with a virus.
        case missing
        /// Uploaded, and waiting for a review.
        case pending
        /// Accepted by the office.
        case approved
        /// Refused by the office; a new version is needed.
        case rejected
    }

    init(category: DocumentCategory, title: String, isMandatory: Bool, reason: String, state: State) {
        self.category = category
        self.title = title
        self.isMandatory = isMandatory
        self.reason = reason
        self.state = state
    }
}

extension Form {
    /// The documents that these answers call for.
    func checklist(in languages: [Language], with documents: [DocumentOnFile] = []) -> [ChecklistItem] {
        Self.documentRequirements.filter { $0.isNeeded(self) }.map { requirement in
            ChecklistItem(
                category: requirement.category,
                title: requirement.category.title.text(in: languages),
                isMandatory: requirement.isMandatory,
                reason: requirement.reason.text(in: languages),
                state: documents.state(of: requirement.category)
            )
        }
    }

    /// Every document that some answers call for.
    static func possibleDocuments(in languages: [Language]) -> [PossibleDocument] {
        documentRequirements.map { requirement in
            PossibleDocument(
                category: requirement.category,
                title: requirement.category.title.text(in: languages),
                isMandatory: requirement.isMandatory,
                condition: requirement.reason.text(in: languages)
            )
        }
    }
}

/// A document in the service catalogue.
struct PossibleDocument: Codable, Sendable {
    var category: DocumentCategory
    /// The name of the category, in the language of the request.
    var title: String
    /// Whether a submission needs the document when its condition holds.
    var isMandatory: Bool
    /// When it is needed, in the language of the request.
    var condition: String
}
