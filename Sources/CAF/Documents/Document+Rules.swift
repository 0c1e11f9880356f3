import Kernel
import Platform

extension Document {
    /// A file can be approved once its virus scan has passed, because only then can a reviewer have opened it.
    static let approvable = Guard<Document>(
        "approvable",
        ["en": "The document cannot be approved now.", "it": "Il documento non può essere approvato ora."]
    ) { document in
        var findings = Findings()
        findings.require(document.requestStatus.isBeingWorked, "/request", .requestNotWorked)
        return findings.faults + document.file.approvalFaults
    }

    static let rejectable = Guard<Document>(
        "rejectable",
        ["en": "The document cannot be rejected now.", "it": "Il documento non può essere respinto ora."]
    ) { document in
        var findings = Findings()
        findings.require(document.requestStatus.isBeingWorked, "/request", .requestNotWorked)
        findings.require(document.reason != nil, "/reason", .reasonRequired)
        return findings.faults
    }
}

extension ServiceRequest.Status {
    /// Submitted, and neither completed, closed nor rejected.
    var isBeingWorked: Bool {
        switch self {
        case .submitted, .inReview, .missingDocuments: true
        case .draft, .completed, .closed, .rejected: false
        }
    }

    var takesDocuments: Bool { self == ServiceRequest.lifecycle.start || isBeingWorked }
}

extension DocumentCategory {
    /// The accepted types and sizes, from a photograph of one page to a scan of a year's receipts.
    var rules: FileRules {
        switch self {
        case .identityDocument, .vehicleRegistration, .universityEnrolment:
            FileRules(MediaType.documents, upTo: 10 << 20)
        case .medicalReceipts, .tuitionReceipts, .renovationInvoices, .incomeReceipts:
            FileRules(MediaType.documents, upTo: 50 << 20)
        default: FileRules(MediaType.documents, upTo: 20 << 20)
        }
    }

    static let widestRules = FileRules(MediaType.documents, upTo: allCases.map(\.rules.maxBytes).max() ?? 0)
}
