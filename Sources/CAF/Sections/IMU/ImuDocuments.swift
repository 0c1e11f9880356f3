import Kernel

// swift-format-ignore
extension ImuForm {
    static let documentRequirements: [DocumentRequirement<ImuForm>] = [
        .mandatory(.identityDocument,      ["en": "Identity document of the taxpayer", "it": "Documento d'identità del contribuente"]),
        .mandatory(.cadastralExtract,      ["en": "Extract of the land registry for each property", "it": "Visura catastale di ogni immobile"]),
        .mandatory(.leaseContract,         ["en": "A property is let", "it": "Un immobile è locato"],                              when: { $0.uses(.rented, .rentedAgreed) }),
        .mandatory(.freeUseContract,       ["en": "A property is lent to a relative", "it": "Un immobile è in comodato a un parente"], when: { $0.uses(.freeUseRelative) }),
        .mandatory(.reliefEvidence,        ["en": "A relief is claimed", "it": "È richiesta un'agevolazione"],                    when: { !($0.agevolazioni?.claims ?? []).isEmpty }),
        .mandatory(.deed,                  ["en": "A property changed hands", "it": "Un immobile è stato acquistato o ceduto"],   when: { $0.hasTransfer }),
        .mandatory(.successionDeclaration, ["en": "A property was inherited", "it": "Un immobile è stato ereditato"],             when: { $0.successione != nil }),
        .optional (.f24Receipts,           ["en": "Payments already made", "it": "Versamenti già effettuati"],                    when: { !($0.pagamentiImu ?? []).isEmpty }),
    ]
}

extension ImuForm {
    func uses(_ kinds: PropertyUses.Kind...) -> Bool {
        (utilizzoImmobile?.uses ?? []).contains { kinds.contains($0.kind) }
    }

    var hasTransfer: Bool {
        (variazioni?.changes ?? []).contains { [.purchase, .sale, .donation].contains($0.kind) }
    }
}
