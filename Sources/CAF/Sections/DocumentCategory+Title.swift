import Kernel

// The names by which the office and its customers call the documents.
// swift-format-ignore
extension DocumentCategory {
    var title: LocalizedText {
        switch self {
        case .identityDocument:      ["en": "Identity document", "it": "Documento d'identità"]
        case .leaseContract:         ["en": "Lease contract", "it": "Contratto di locazione"]
        case .mortgageCertificate:   ["en": "Mortgage certificate", "it": "Certificazione del mutuo"]
        case .balanceCertificate:    ["en": "Bank balances and averages", "it": "Saldi e giacenze medie"]
        case .incomeCertificate:     ["en": "Income certificate (CU)", "it": "Certificazione Unica (CU)"]
        case .inpsCertificate:       ["en": "INPS certificate", "it": "Certificazione INPS"]
        case .disabilityCertificate: ["en": "Disability certificate", "it": "Certificazione di invalidità"]
        case .cadastralExtract:      ["en": "Land registry extract", "it": "Visura catastale"]
        case .vehicleRegistration:   ["en": "Vehicle registration document", "it": "Carta di circolazione"]
        case .universityEnrolment:   ["en": "University enrolment", "it": "Iscrizione all'università"]
        case .separationRuling:      ["en": "Separation or divorce ruling", "it": "Sentenza o accordo di separazione"]
        case .medicalReceipts:       ["en": "Medical receipts", "it": "Spese sanitarie"]
        case .tuitionReceipts:       ["en": "Tuition receipts", "it": "Spese di istruzione"]
        case .renovationInvoices:    ["en": "Invoices and transfers for works on the home", "it": "Fatture e bonifici per lavori sulla casa"]
        case .insuranceCertificate:  ["en": "Insurance certificate", "it": "Attestazione dei premi assicurativi"]
        case .pensionCertificate:    ["en": "Pension contributions certificate", "it": "Attestazione dei contributi previdenziali"]
        case .incomeReceipts:        ["en": "Proof of other income", "it": "Ricevute di altri redditi"]
        case .f24Receipts:           ["en": "F24 receipts", "it": "Ricevute dei modelli F24"]
        case .freeUseContract:       ["en": "Free loan contract", "it": "Contratto di comodato"]
        case .reliefEvidence:        ["en": "Evidence for a tax relief", "it": "Documentazione dell'agevolazione"]
        case .deed:                  ["en": "Deed", "it": "Atto notarile"]
        case .successionDeclaration: ["en": "Declaration of succession", "it": "Dichiarazione di successione"]
        case .previousDeclaration:   ["en": "Previous tax return", "it": "Dichiarazione dell'anno precedente"]
        case .other:                 ["en": "Other document", "it": "Altro documento"]
        }
    }
}

extension Refusal {
    /// The refusal of a document, with the document's name before its words.
    func naming(_ category: DocumentCategory) -> Refusal {
        let languages: [Language] = [.english, .italian]
        let words = languages.map { ($0, "\(category.title.text(in: $0)): \(message.text(in: $0))") }
        return Refusal(code, LocalizedText(each: words))
    }
}
