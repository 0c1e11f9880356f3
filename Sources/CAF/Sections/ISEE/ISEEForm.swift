import Kernel

/// The answers of an ISEE request: the household's declarations in its DSU (DPCM 159/2013).
struct ISEEForm: Form {
    /// The members of the household, with exactly one declarant.
    var nucleoFamiliare: [HouseholdMember]?
    /// The household's home.
    var abitazione: Dwelling?
    /// Income of the second year before; at least one entry for each member.
    var redditi: [MemberIncome]?
    /// Financial assets on 31 December of the reference year; an empty list declares that there are none.
    var patrimonioMobiliare: [FinancialAsset]?
    /// Real estate on 31 December of the reference year.
    var patrimonioImmobiliare: [RealEstateAsset]?
    /// Cars, motorcycles from 500 cc and boats.
    var veicoli: [Vehicle]?
    /// Certified disabilities of members.
    var disabilita: [Disability]?
    /// University students in the household.
    var universita: UniversityStudents?
    /// Parents who do not live with their minor children.
    var minoriGenitoriNonConviventi: AbsentParents?

    static let mandatory = ["nucleo_familiare", "abitazione", "redditi", "patrimonio_mobiliare"]

    func findings(for declaration: Declaration) -> [Problem.Fault] {
        var findings = Findings()
        if let members = nucleoFamiliare { check(members, declaration, &findings) }
        if let dwelling = abitazione { check(dwelling, &findings) }
        checkIncomes(declaration, &findings)
        checkAssets(&findings)
        checkPeople(&findings)
        return findings.faults
    }

    var household: Set<CodiceFiscale> {
        Set((nucleoFamiliare ?? []).map(\.codiceFiscale))
    }
}

extension ISEEForm {
    private func check(_ members: [HouseholdMember], _ declaration: Declaration, _ findings: inout Findings) {
        findings.require(!members.isEmpty, "/sections/nucleo_familiare", .listEmpty)
        let declarants = members.enumerated().filter { $0.element.relationship == .declarant }
        findings.require(
            members.isEmpty || declarants.count == 1,
            "/sections/nucleo_familiare",
            .oneDeclarant
        )
        for (index, member) in declarants {
            let pointer = "/sections/nucleo_familiare/\(index)/codice_fiscale"
            findings.require(
                declaration.taxpayer.map { $0 == member.codiceFiscale } ?? true,
                pointer,
                .declarantMismatch
            )
        }
        findings.requireDistinct(members.map(\.codiceFiscale)) {
            "/sections/nucleo_familiare/\($0)/codice_fiscale"
        }
        for (index, member) in members.enumerated() {
            findings.check(member.identity, at: "/sections/nucleo_familiare/\(index)")
        }
    }

    private func check(_ dwelling: Dwelling, _ findings: inout Findings) {
        findings.require(
            dwelling.title != .rented || dwelling.lease != nil,
            "/sections/abitazione/lease",
            .fieldMissing
        )
        let isOwned = dwelling.title == .owned
        findings.require(
            !isOwned || dwelling.cadastralReference != nil,
            "/sections/abitazione/cadastral_reference",
            .fieldMissing
        )
    }

    /// The income is that of the second year before, declared for every member of the household.
    private func checkIncomes(_ declaration: Declaration, _ findings: inout Findings) {
        guard let redditi, let nucleoFamiliare else { return }
        findings.require(redditi.map(\.codiceFiscale), in: household, "redditi")
        for (index, income) in redditi.enumerated() {
            let isRightYear = income.year.value == declaration.taxYear.value - 2
            findings.require(isRightYear, "/sections/redditi/\(index)/year", .wrongIncomeYear)
        }
        let declared = Set(redditi.map(\.codiceFiscale))
        for (index, member) in nucleoFamiliare.enumerated() {
            let pointer = "/sections/nucleo_familiare/\(index)"
            findings.require(declared.contains(member.codiceFiscale), pointer, .memberWithoutIncome)
        }
    }

    private func checkAssets(_ findings: inout Findings) {
        for (index, asset) in (patrimonioMobiliare ?? []).enumerated() where asset.kind.isAccount {
            let pointer = "/sections/patrimonio_mobiliare/\(index)"
            findings.require(
                asset.averageBalanceCents != nil,
                "\(pointer)/average_balance_cents",
                .fieldMissing
            )
            findings.require(asset.iban != nil || asset.reference != nil, "\(pointer)/iban", .fieldMissing)
        }
        findings.requireWhole(
            (patrimonioImmobiliare ?? []).enumerated().map { index, asset in
                let pointer = "/sections/patrimonio_immobiliare/\(index)/share_basis_points"
                return (asset.cadastralReference, asset.shareBasisPoints.value, pointer)
            }
        )
        findings.requireDistinct((veicoli ?? []).map(\.plate)) { "/sections/veicoli/\($0)/plate" }
    }

    /// Owners, students and members with a disability must all belong to the household.
    private func checkPeople(_ findings: inout Findings) {
        guard nucleoFamiliare != nil else { return }
        findings.require(
            (patrimonioMobiliare ?? []).map(\.codiceFiscale),
            in: household,
            "patrimonio_mobiliare"
        )
        findings.require(
            (patrimonioImmobiliare ?? []).map(\.codiceFiscale),
            in: household,
            "patrimonio_immobiliare"
        )
        findings.require((veicoli ?? []).map(\.codiceFiscale), in: household, "veicoli")
        findings.require((disabilita ?? []).map(\.codiceFiscale), in: household, "disabilita")
        findings.require(
            (universita?.students ?? []).map(\.codiceFiscale),
            in: household,
            "universita/students"
        )
        let children = (minoriGenitoriNonConviventi?.parents ?? []).map(\.childCodiceFiscale)
        for (index, child) in children.enumerated() {
            let pointer = "/sections/minori_genitori_non_conviventi/parents/\(index)/child_codice_fiscale"
            findings.require(household.contains(child), pointer, .notInHousehold)
        }
    }
}
