import Kernel

/// The answers of a Modello 730 or a Modello Redditi PF: the same form, filed in two ways.
struct ModelloForm: Form {
    /// The taxpayer.
    var datiAnagrafici: Taxpayer?
    /// Certified income of the tax year.
    var redditi: CertifiedIncomes?
    /// Buildings and land of the taxpayer.
    var immobili: [DeclaredProperty]?
    /// Income without a certificate.
    var altriRedditi: [OtherIncome]?
    /// Medical expenses of the taxpayer and the dependants.
    var speseSanitarie: [MedicalExpense]?
    /// Education expenses of the taxpayer and the dependants.
    var speseIstruzione: [EducationExpense]?
    /// Mortgage interest and works on the home.
    var mutuiBonusCasa: HomeDeductions?
    /// Dependent relatives.
    var famiglia: [Dependant]?
    /// Insurance premiums and pension contributions.
    var assicurazioniPrevidenza: [InsuranceExpense]?

    static let mandatory = ["dati_anagrafici", "redditi"]

    func findings(for declaration: Declaration) -> [Problem.Fault] {
        var findings = Findings()
        if let datiAnagrafici { check(datiAnagrafici, declaration, &findings) }
        if let redditi { check(redditi, declaration, &findings) }
        checkProperties(&findings)
        checkFamily(&findings)
        checkMortgages(&findings)
        return findings.faults
    }
}

extension ModelloForm {
    private func check(_ taxpayer: Taxpayer, _ declaration: Declaration, _ findings: inout Findings) {
        let pointer = "/sections/dati_anagrafici"
        let isCustomer = declaration.taxpayer.map { $0 == taxpayer.codiceFiscale } ?? true
        findings.require(isCustomer, "\(pointer)/codice_fiscale", .declarantMismatch)
        findings.check(taxpayer.identity, at: pointer)
        let isJoint = taxpayer.isJointDeclaration ?? false
        findings.require(!isJoint || taxpayer.spouse != nil, "\(pointer)/spouse", .fieldMissing)
    }

    /// A return needs at least one income, and each certificate must be of the tax year.
    private func check(_ incomes: CertifiedIncomes, _ declaration: Declaration, _ findings: inout Findings) {
        let properties = (immobili ?? []).count + (altriRedditi ?? []).count
        let count =
            (incomes.cu ?? []).count + (incomes.inps ?? []).count + (incomes.altri ?? []).count + properties
        findings.require(count > 0, "/sections/redditi/cu", .listEmpty)
        for (index, certificate) in (incomes.cu ?? []).enumerated() {
            let isRightYear = certificate.year == declaration.taxYear
            findings.require(isRightYear, "/sections/redditi/cu/\(index)/year", .wrongTaxYear)
        }
        for (index, certificate) in (incomes.inps ?? []).enumerated() {
            let isRightYear = certificate.year == declaration.taxYear
            findings.require(isRightYear, "/sections/redditi/inps/\(index)/year", .wrongTaxYear)
        }
    }

    private func checkProperties(_ findings: inout Findings) {
        for (index, property) in (immobili ?? []).enumerated() {
            let pointer = "/sections/immobili/\(index)"
            let isLet = property.use == .rented
            findings.require(
                !isLet || property.annualRentCents != nil,
                "\(pointer)/annual_rent_cents",
                .fieldMissing
            )
            findings.require(!isLet || property.rentRegime != nil, "\(pointer)/rent_regime", .fieldMissing)
        }
    }

    /// Each dependant is listed once, and expenses are of the taxpayer or of a dependant.
    private func checkFamily(_ findings: inout Findings) {
        let dependants = famiglia ?? []
        findings.requireDistinct(dependants.map(\.codiceFiscale)) {
            "/sections/famiglia/\($0)/codice_fiscale"
        }
        for (index, dependant) in dependants.enumerated() {
            findings.check(dependant.identity, at: "/sections/famiglia/\(index)")
        }
        let relatives = Set(
            dependants.map(\.codiceFiscale) + [datiAnagrafici?.codiceFiscale].compactMap(\.self)
        )
        for (index, expense) in (speseIstruzione ?? []).enumerated() where datiAnagrafici != nil {
            let pointer = "/sections/spese_istruzione/\(index)/student_codice_fiscale"
            findings.require(relatives.contains(expense.studentCodiceFiscale), pointer, .notInHousehold)
        }
        for (index, expense) in (speseSanitarie ?? []).enumerated() where datiAnagrafici != nil {
            let pointer = "/sections/spese_sanitarie/\(index)/person_codice_fiscale"
            let isRelative = expense.personCodiceFiscale.map(relatives.contains) ?? true
            findings.require(isRelative, pointer, .notInHousehold)
        }
    }

    private func checkMortgages(_ findings: inout Findings) {
        for (index, work) in (mutuiBonusCasa?.works ?? []).enumerated() {
            let pointer = "/sections/mutui_bonus_casa/works/\(index)/instalment"
            findings.require(work.instalment.value <= work.instalments.value, pointer, .instalmentBeyondLast)
        }
    }
}

// swift-format-ignore
extension Refusal {
    static let instalmentBeyondLast = Refusal("instalment_beyond_last", ["en": "is beyond the last instalment", "it": "supera l'ultima rata"])
}
