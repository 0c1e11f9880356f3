import Kernel
import Platform

extension Document {
    /// Nobody approves what nobody can have looked at.
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
    /// Handed in, and not done with.
    var isBeingWorked: Bool {
        switch self {
        case .submitted, .inReview, .missingDocuments: true
        case .draft, .completed, .closed, .rejected: false
        }
    }

    var takesDocuments: Bool { self == ServiceRequest.lifecycle.start || isBeingWorked }
}

extension DocumentCategory {
    /// What is accepted as such a paper: one page photographed, or a year's receipts in one scan.
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
