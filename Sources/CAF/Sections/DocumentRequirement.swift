import Kernel

/// One paper that a form may ask for, and when it does.
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

/// The condition of a paper that is always asked for.
@Sendable func always<Answers: Form>(_: Answers) -> Bool { true }

/// What kind of paper a document is.
enum DocumentCategory: String, Codable, CaseIterable, Sendable {
    case identityDocument = "identity_document"
    case leaseContract = "lease_contract"
    case mortgageCertificate = "mortgage_certificate"
    case balanceCertificate = "balance_certificate"
    case incomeCertificate = "cu"
    case inpsCertificate = "inps_certificate"
    case disabilityCertificate = "disability_certificate"
    case cadastralExtract = "visura"
    case vehicleRegistration = "vehicle_registration"
    case universityEnrolment = "university_enrolment"
    case separationRuling = "separation_ruling"
    case medicalReceipts = "medical_receipts"
    case tuitionReceipts = "tuition_receipts"
    case renovationInvoices = "renovation_invoices"
    case insuranceCertificate = "insurance_certificate"
    case pensionCertificate = "pension_certificate"
    case incomeReceipts = "income_receipts"
    case f24Receipts = "f24_receipts"
    case freeUseContract = "free_use_contract"
    case reliefEvidence = "relief_evidence"
    case deed
    case successionDeclaration = "succession_declaration"
    case previousDeclaration = "previous_declaration"
    case other
}

/// One line of a request's document checklist.
struct ChecklistItem: Codable, Sendable, Equatable {
    var category: DocumentCategory
    var isMandatory: Bool
    var reason: String
    var state: State

    enum State: String, Codable, CaseIterable, Sendable {
        case missing
        case pending
        case approved
        case rejected
    }

    init(category: DocumentCategory, isMandatory: Bool, reason: String, state: State) {
        self.category = category
        self.isMandatory = isMandatory
        self.reason = reason
        self.state = state
    }
}

extension Form {
    /// The papers these answers ask for.
    func checklist(in languages: [Language], with documents: [DocumentOnFile] = []) -> [ChecklistItem] {
        Self.documentRequirements.filter { $0.isNeeded(self) }.map { requirement in
            ChecklistItem(
                category: requirement.category,
                isMandatory: requirement.isMandatory,
                reason: requirement.reason.text(in: languages),
                state: documents.state(of: requirement.category)
            )
        }
    }

    /// Every paper the form may ask for, whatever the answers.
    static func possibleDocuments(in languages: [Language]) -> [PossibleDocument] {
        documentRequirements.map { requirement in
            PossibleDocument(
                category: requirement.category,
                isMandatory: requirement.isMandatory,
                condition: requirement.reason.text(in: languages)
            )
        }
    }
}

/// A paper as the catalogue tells of it: what it is, and when it is asked for.
struct PossibleDocument: Codable, Sendable {
    var category: DocumentCategory
    var isMandatory: Bool
    var condition: String
}
