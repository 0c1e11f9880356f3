import Kernel

extension ISEEForm {
    /// The declared household, with the ages on `day`.
    ///
    /// The sections must be complete: every person in them belongs to the household.
    func household(on day: CivilDate) throws(Problem) -> ISEEHousehold {
        let counts = [
            nucleoFamiliare?.count, redditi?.count, patrimonioMobiliare?.count, patrimonioImmobiliare?.count,
        ]
        guard counts.allSatisfy({ ($0 ?? 0) <= Estimate.maxEntries }) else {
            throw Problem(.estimateIncomplete, faults: [Problem.Fault("/sections", .beyondEstimating)])
        }
        guard
            abitazione?.title != .owned
                || (patrimonioImmobiliare ?? []).contains(where: { $0.isHome ?? false })
        else {
            let pointer = "/sections/patrimonio_immobiliare"
            throw Problem(.estimateIncomplete, faults: [Problem.Fault(pointer, .homeValueMissing)])
        }
        var household = ISEEHousehold(members: (nucleoFamiliare ?? []).map { member($0, on: day) })
        household.rent = Exact(abitazione?.title == .rented ? abitazione?.lease?.annualRentCents : nil)
        addFinancialAssets(to: &household)
        addRealEstate(to: &household)
        if !(minoriGenitoriNonConviventi?.parents ?? []).isEmpty { household.notes.append(.absentParents) }
        return household
    }

    private func member(_ declared: HouseholdMember, on day: CivilDate) -> ISEEHousehold.Member {
        let person = declared.codiceFiscale
        var member = ISEEHousehold.Member(age: declared.age(on: day), role: declared.relationship.role)
        member.hasWorked = declared.workedSixMonths ?? false
        member.isInCare = declared.inResidentialCare ?? false
        let disabilities = (disabilita ?? []).filter { $0.codiceFiscale == person }
        member.isDisabled = (declared.hasDisability ?? false) || !disabilities.isEmpty
        member.disabilityExpenses = disabilities.map { Exact($0.careExpensesCents) }.sum
        for income in (redditi ?? []).filter({ $0.codiceFiscale == person }) {
            let amount = Exact(income.amountCents)
            switch income.kind {
            case .employment: member.employment = member.employment + amount
            case .pension, .exemptBenefit: member.pension = member.pension + amount
            case .alimonyPaid: member.alimonyPaid = member.alimonyPaid + amount
            case .none: break
            default: member.otherIncome = member.otherIncome + amount
            }
        }
        return member
    }

    private func addFinancialAssets(to household: inout ISEEHousehold) {
        for asset in patrimonioMobiliare ?? [] {
            let balance = Exact(asset.balanceCents)
            switch asset.kind {
            case .governmentBonds, .postalCertificates:
                household.stateSecurities = household.stateSecurities + balance
            case _ where asset.kind.isAccount:
                household.accountBalances = household.accountBalances + balance
                household.accountAverages =
                    household.accountAverages + Exact(asset.averageBalanceCents ?? asset.balanceCents)
            default: household.otherFinancial = household.otherFinancial + balance
            }
            if asset.kind == .savingsBook { household.notes.append(.passbooksOrdinary) }
            household.notes.append(.noFigurativeIncome)
        }
    }

    private func addRealEstate(to household: inout ISEEHousehold) {
        let isOwner = abitazione?.title != .rented
        let properties = patrimonioImmobiliare ?? []
        let homes = properties.filter { isOwner && ($0.isHome ?? false) }
        let mortgages = homes.map { Exact($0.mortgageResidualCents) }.sum
        household.home = homes.map(\.value).sum
        // Each owner declares their part of the mortgage; otherwise the section of the dwelling has the whole.
        let mortgage = mortgages > .zero ? mortgages : Exact(abitazione?.mortgageResidualCents)
        household.home = (household.home - mortgage).notNegative
        household.otherRealEstate =
            properties.filter { !(isOwner && ($0.isHome ?? false)) }
            .map { ($0.value - Exact($0.mortgageResidualCents)).notNegative }.sum
        household.homeMunicipality =
            abitazione?.cadastralReference?.municipalityCode ?? abitazione?.address.municipalityCode
            ?? homes.first?.cadastralReference.municipalityCode
        if !homes.isEmpty, household.homeMunicipality == nil { household.notes.append(.homeWhereUnknown) }
    }
}

extension RealEstateAsset {
    fileprivate var value: Exact { Exact(imuValueCents).share(shareBasisPoints.value) }
}

extension HouseholdMember {
    /// The age in whole years on that day.
    fileprivate func age(on day: CivilDate) -> Int {
        let (born, today) = (birthDate.parts, day.parts)
        let hadBirthday = (today.month, today.day) >= (born.month, born.day)
        return max(0, today.year - born.year - (hadBirthday ? 0 : 1))
    }
}

extension HouseholdMember.Relationship {
    /// The declarant's partner counts as a parent of the children.
    fileprivate var role: ISEEHousehold.Role {
        switch self {
        case .declarant, .spouse, .civilPartner, .cohabitant: .parent
        case .child, .minorInCustody: .child
        case .parent, .sibling, .other: .other
        }
    }
}
