import Kernel

// swift-format-ignore
extension ModelloForm {
    static let documentRequirements: [DocumentRequirement<ModelloForm>] = [
        .mandatory(.identityDocument,      ["en": "Identity document of the taxpayer", "it": "Documento d'identità del contribuente"]),
        .mandatory(.incomeCertificate,     ["en": "Certificazione Unica of each payer", "it": "Certificazione Unica di ogni sostituto"], when: { $0.redditi == nil || !($0.redditi?.cu ?? []).isEmpty }),
        .mandatory(.inpsCertificate,       ["en": "INPS paid pensions or benefits", "it": "Somme erogate dall'INPS"],                    when: { !($0.redditi?.inps ?? []).isEmpty }),
        .mandatory(.incomeReceipts,        ["en": "There is income without a certificate", "it": "Redditi senza certificazione"], when: { $0.hasOtherIncomes }),
        .mandatory(.cadastralExtract,      ["en": "There is real estate", "it": "Sono presenti immobili"],                    when: { !($0.immobili ?? []).isEmpty }),
        .mandatory(.leaseContract,         ["en": "A property is let", "it": "Un immobile è locato"],                         when: { ($0.immobili ?? []).contains { $0.use == .rented } }),
        .mandatory(.medicalReceipts,       ["en": "Medical expenses are deducted", "it": "Spese sanitarie in detrazione"],    when: { !($0.speseSanitarie ?? []).isEmpty }),
        .mandatory(.tuitionReceipts,       ["en": "Education expenses are deducted", "it": "Spese di istruzione in detrazione"], when: { !($0.speseIstruzione ?? []).isEmpty }),
        .mandatory(.mortgageCertificate,   ["en": "Mortgage interest is deducted", "it": "Interessi passivi in detrazione"],  when: { !($0.mutuiBonusCasa?.mortgages ?? []).isEmpty }),
        .mandatory(.renovationInvoices,    ["en": "Works on the home are deducted", "it": "Bonus casa in detrazione"],        when: { !($0.mutuiBonusCasa?.works ?? []).isEmpty }),
        .mandatory(.insuranceCertificate,  ["en": "Premiums are deducted", "it": "Premi assicurativi in detrazione"],         when: { ($0.assicurazioniPrevidenza ?? []).contains { !$0.kind.isPension } }),
        .mandatory(.pensionCertificate,    ["en": "Contributions are deducted", "it": "Contributi in deduzione"],             when: { ($0.assicurazioniPrevidenza ?? []).contains { $0.kind.isPension } }),
        .mandatory(.disabilityCertificate, ["en": "A dependant has a disability", "it": "Un familiare a carico ha una disabilità"], when: { ($0.famiglia ?? []).contains { $0.hasDisability ?? false } }),
        .optional (.previousDeclaration,   ["en": "Last year's declaration, if there is one", "it": "Dichiarazione dell'anno precedente, se presente"]),
    ]
}

extension ModelloForm {
    var hasOtherIncomes: Bool {
        !(altriRedditi ?? []).isEmpty || !(redditi?.altri ?? []).isEmpty
    }
}

extension InsuranceExpense.Kind {
    var isPension: Bool {
        switch self {
        case .supplementaryPension, .voluntaryContributions, .domesticWorker: true
        case .life, .accident, .selfSufficiencyLoss, .naturalDisaster: false
        }
    }
}
