import Kernel

/// The answers of an IMU request: the properties of one taxpayer in one year (Law 160/2019, article 1, paragraphs 738–783).
struct ImuForm: Form {
    /// The taxpayer.
    var datiContribuente: ImuTaxpayer?
    /// The properties, each with a label of its own.
    var immobili: [ImuProperty]?
    /// The use of each property.
    var utilizzoImmobile: PropertyUses?
    /// Claims of tax reliefs.
    var agevolazioni: Reliefs?
    /// Changes of the properties during the year.
    var variazioni: PropertyChanges?
    /// Payments for the tax year that were already made.
    var pagamentiImu: [ImuPayment]?
    /// The inheritance that properties came from, if any.
    var successione: Succession?

    static let mandatory = ["dati_contribuente", "immobili", "utilizzo_immobile"]

    func findings(for declaration: Declaration) -> [Problem.Fault] {
        var findings = Findings()
        let taxpayer = datiContribuente?.codiceFiscale
        let isCustomer = taxpayer == nil || declaration.taxpayer == nil || taxpayer == declaration.taxpayer
        findings.require(isCustomer, "/sections/dati_contribuente/codice_fiscale", .declarantMismatch)
        if let immobili { check(immobili, &findings) }
        if immobili != nil, let uses = utilizzoImmobile?.uses { check(uses, &findings) }
        checkReferences(&findings)
        checkYears(declaration, &findings)
        if let successione { check(successione, &findings) }
        return findings.faults
    }
}

extension ImuForm {
    private var labels: Set<ImuProperty.Label> { Set((immobili ?? []).map(\.label)) }

    private func check(_ properties: [ImuProperty], _ findings: inout Findings) {
        findings.require(!properties.isEmpty, "/sections/immobili", .listEmpty)
        findings.requireDistinct(properties.map(\.label)) { "/sections/immobili/\($0)/label" }
        for (index, property) in properties.enumerated() {
            let pointer = "/sections/immobili/\(index)"
            if let missing = property.missingValue {
                findings.require(false, "\(pointer)/\(missing)", .fieldMissing)
            }
            let isImu = !ImuProperty.otherTaxProvinces.contains(property.address.province.rawValue)
            findings.require(isImu, "\(pointer)/address/province", .notImuTerritory)
        }
        let shares = properties.enumerated().map { index, property in
            (
                property.cadastralReference, property.shareBasisPoints.value,
                "/sections/immobili/\(index)/share_basis_points"
            )
        }
        findings.requireWhole(shares)
    }

    /// Every property has a use, and every use a property.
    private func check(_ uses: [PropertyUses.Use], _ findings: inout Findings) {
        let used = Set(uses.map(\.property))
        for (index, property) in (immobili ?? []).enumerated() {
            findings.require(used.contains(property.label), "/sections/immobili/\(index)", .useMissing)
        }
        for (index, use) in uses.enumerated() {
            let pointer = "/sections/utilizzo_immobile/uses/\(index)"
            findings.require(labels.contains(use.property), "\(pointer)/property", .noSuchProperty)
            let isLet = use.kind == .rented || use.kind == .rentedAgreed
            findings.require(!isLet || use.lease != nil, "\(pointer)/lease", .fieldMissing)
        }
    }

    private func checkReferences(_ findings: inout Findings) {
        guard immobili != nil else { return }
        for (index, claim) in (agevolazioni?.claims ?? []).enumerated() {
            let pointer = "/sections/agevolazioni/claims/\(index)/property"
            findings.require(labels.contains(claim.property), pointer, .noSuchProperty)
        }
        for (index, change) in (variazioni?.changes ?? []).enumerated() {
            let pointer = "/sections/variazioni/changes/\(index)/property"
            findings.require(labels.contains(change.property), pointer, .noSuchProperty)
        }
    }

    private func checkYears(_ declaration: Declaration, _ findings: inout Findings) {
        for (index, change) in (variazioni?.changes ?? []).enumerated() {
            let isRightYear = change.on.year == declaration.taxYear.value
            findings.require(isRightYear, "/sections/variazioni/changes/\(index)/on", .wrongTaxYear)
        }
        for (index, payment) in (pagamentiImu ?? []).enumerated() {
            let isRightYear = payment.taxYear == declaration.taxYear
            findings.require(isRightYear, "/sections/pagamenti_imu/\(index)/tax_year", .wrongTaxYear)
        }
    }

    private func check(_ succession: Succession, _ findings: inout Findings) {
        findings.require(!succession.heirs.isEmpty, "/sections/successione/heirs", .listEmpty)
        let shares = succession.heirs.enumerated().map { index, heir in
            (
                succession.deceasedCodiceFiscale, heir.shareBasisPoints.value,
                "/sections/successione/heirs/\(index)/share_basis_points"
            )
        }
        findings.requireWhole(shares)
    }
}
