import Kernel
import Web

/// An anonymous household for an ISEE estimate.
struct ISEEQuestion: Body {
    /// The year of the ISEE; income and assets are those of the second year before.
    var year: TaxYear
    /// At least one and at most 30, not all with the role `child`.
    var members: [Member]
    /// The yearly rent of the registered contract, in euro cents; not together with an owned home.
    var annualRentCents: Cents?
    /// An owned home; absent for a rented or borrowed home.
    var home: Home?
    var financialAssets: FinancialAssets?
    /// The IMU value of other real estate at the household's shares, without the residual mortgages, in euro cents.
    var otherRealEstateCents: Cents?
    /// The figurative income of the financial assets, if known, in euro cents; not included by default.
    var figurativeIncomeCents: Cents?

    /// A member of the household.
    struct Member: Codable, Sendable {
        /// In whole years.
        var age: Ranged<0, 130>
        var role: ISEEHousehold.Role
        /// Whether the member worked at least six months in the reference year; false by default.
        var worked: Bool?
        /// Whether a disability has been certified; false by default.
        var isDisabled: Bool?
        /// Whether the member lives in a residential care home; false by default.
        var inResidentialCare: Bool?
        /// Wages of the reference year, in euro cents.
        var employmentCents: Cents?
        /// Pensions and welfare benefits of the reference year, in euro cents.
        var pensionCents: Cents?
        /// All other income of the reference year, in euro cents.
        var otherIncomeCents: Cents?
        /// Alimony and maintenance paid in the reference year, in euro cents.
        var alimonyPaidCents: Cents?
        /// Medical expenses for a disability in the reference year, in euro cents.
        var disabilityExpensesCents: Cents?
    }

    /// An owned home.
    struct Home: Codable, Sendable {
        /// The IMU value at the household's shares, in euro cents.
        var imuValueCents: Cents
        /// The residual mortgage capital on 31 December, in euro cents; none by default.
        var mortgageResidualCents: Cents?
        /// The Belfiore code of the comune; for family benefits, metropolitan capitals have a higher threshold.
        var municipalityCode: CadastralCode?
    }

    /// Financial assets of all members.
    struct FinancialAssets: Codable, Sendable {
        /// Balances of accounts on 31 December, in euro cents.
        var accountBalancesCents: Cents?
        /// Yearly averages (giacenze medie) of the same accounts, in euro cents.
        var accountAveragesCents: Cents?
        /// Government bonds, postal savings certificates and postal savings books, in euro cents.
        var stateSecuritiesCents: Cents?
        /// All other financial assets on 31 December, in euro cents.
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
