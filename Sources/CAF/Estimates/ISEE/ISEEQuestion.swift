import Kernel
import Web

/// A household described without names, for an estimate that needs no account.
struct ISEEQuestion: Body {
    /// The year the ISEE is asked for; incomes and assets are those of the second year before.
    var year: TaxYear
    var members: [Member]
    /// A year's rent by the registered contract; not with an owned home.
    var annualRentCents: Cents?
    var home: Home?
    var financialAssets: FinancialAssets?
    /// The IMU value of other real estate, at the household's shares, less what is left of its mortgages.
    var otherRealEstateCents: Cents?
    /// The figurative income of financial assets, where it is known.
    var figurativeIncomeCents: Cents?

    struct Member: Codable, Sendable {
        var age: Ranged<0, 130>
        var role: ISEEHousehold.Role
        /// For at least six months of the reference year.
        var worked: Bool?
        var isDisabled: Bool?
        var inResidentialCare: Bool?
        var employmentCents: Cents?
        /// Pensions, and benefits of welfare.
        var pensionCents: Cents?
        var otherIncomeCents: Cents?
        var alimonyPaidCents: Cents?
        var disabilityExpensesCents: Cents?
    }

    struct Home: Codable, Sendable {
        /// The IMU value, at the household's shares.
        var imuValueCents: Cents
        var mortgageResidualCents: Cents?
        /// The Belfiore code of the comune: some have a higher threshold.
        var municipalityCode: CadastralCode?
    }

    struct FinancialAssets: Codable, Sendable {
        /// On 31 December.
        var accountBalancesCents: Cents?
        var accountAveragesCents: Cents?
        /// Government bonds, postal certificates and passbooks.
        var stateSecuritiesCents: Cents?
        var otherCents: Cents?
    }
}

extension ISEEQuestion {
    func household() throws -> ISEEHousehold {
        try check()
        var household = ISEEHousehold(members: members.map(\.member))
        household.rent = Exact(annualRentCents)
        household.home = (Exact(home?.imuValueCents) - Exact(home?.mortgageResidualCents)).notNegative
        household.homeMunicipality = home?.municipalityCode
        household.accountBalances = Exact(financialAssets?.accountBalancesCents)
        household.accountAverages = Exact(financialAssets?.accountAveragesCents)
        household.stateSecurities = Exact(financialAssets?.stateSecuritiesCents)
        household.otherFinancial = Exact(financialAssets?.otherCents)
        household.otherRealEstate = Exact(otherRealEstateCents)
        household.figurativeIncome = Exact(figurativeIncomeCents)
        if figurativeIncomeCents == nil, financialAssets != nil {
            household.notes.append(.noFigurativeIncome)
        }
        if let home, home.municipalityCode == nil { household.notes.append(.homeWhereUnknown) }
        return household
    }

    private func check() throws(Problem) {
        var faults: [Problem.Fault] = []
        if members.isEmpty { faults.append(.init("/members", Refusal(.tooFew(1)))) }
        if members.count > Estimate.maxMembers {
            faults.append(.init("/members", Refusal(.tooMany(Estimate.maxMembers))))
        }
        if !members.isEmpty, members.allSatisfy({ $0.role == .child }) {
            faults.append(.init("/members", .noParents))
        }
        if annualRentCents != nil, home != nil { faults.append(.init("/annual_rent_cents", .rentAndHome)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension ISEEQuestion.Member {
    fileprivate var member: ISEEHousehold.Member {
        ISEEHousehold.Member(
            age: age.value,
            role: role,
            hasWorked: worked ?? false,
            isDisabled: isDisabled ?? false,
            isInCare: inResidentialCare ?? false,
            employment: Exact(employmentCents),
            pension: Exact(pensionCents),
            otherIncome: Exact(otherIncomeCents),
            alimonyPaid: Exact(alimonyPaidCents),
            disabilityExpenses: Exact(disabilityExpensesCents)
        )
    }
}
