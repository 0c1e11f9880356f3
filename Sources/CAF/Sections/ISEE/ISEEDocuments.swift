import Kernel

// swift-format-ignore
extension ISEEForm {
    static let documentRequirements: [DocumentRequirement<ISEEForm>] = [
        .mandatory(.identityDocument,      ["en": "Identity document of the declarant", "it": "Documento d'identità del dichiarante"]),
        .mandatory(.leaseContract,         ["en": "The home is rented", "it": "L'abitazione è in affitto"],                        when: { $0.abitazione?.title == .rented }),
        .mandatory(.mortgageCertificate,   ["en": "The home has a mortgage", "it": "L'abitazione ha un mutuo residuo"],            when: { $0.hasMortgage }),
        .mandatory(.balanceCertificate,    ["en": "There are financial assets", "it": "È presente patrimonio mobiliare"],          when: { !($0.patrimonioMobiliare ?? []).isEmpty }),
        .mandatory(.cadastralExtract,      ["en": "There is real estate", "it": "È presente patrimonio immobiliare"],              when: { $0.hasRealEstate }),
        .mandatory(.disabilityCertificate, ["en": "A member has a disability", "it": "Un componente ha una disabilità"],           when: { $0.hasDisability }),
        .mandatory(.separationRuling,      ["en": "A parent does not live with a minor child", "it": "Un genitore non convive con il figlio minore"], when: { !($0.minoriGenitoriNonConviventi?.parents ?? []).isEmpty }),
        .optional (.vehicleRegistration,   ["en": "There are vehicles", "it": "Sono presenti veicoli"],                            when: { !($0.veicoli ?? []).isEmpty }),
        .optional (.universityEnrolment,   ["en": "A member studies at a university", "it": "Un componente studia all'università"], when: { !($0.universita?.students ?? []).isEmpty }),
        .optional (.incomeCertificate,     ["en": "Income that INPS may not know", "it": "Redditi che l'INPS potrebbe non conoscere"], when: { ($0.redditi ?? []).contains { $0.kind == .foreign || $0.kind == .exemptBenefit } }),
    ]
}

extension ISEEForm {
    var hasMortgage: Bool {
        (abitazione?.hasMortgage ?? false)
            || (patrimonioImmobiliare ?? []).contains { ($0.mortgageResidualCents?.value ?? 0) > 0 }
    }

    var hasRealEstate: Bool {
        abitazione?.title == .owned || !(patrimonioImmobiliare ?? []).isEmpty
    }

    var hasDisability: Bool {
        !(disabilita ?? []).isEmpty || (nucleoFamiliare ?? []).contains { $0.hasDisability ?? false }
    }
}
