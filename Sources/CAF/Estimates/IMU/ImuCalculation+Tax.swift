import Kernel

extension ImuCalculation {
    /// A whole year's tax at that rate, before months and deduction.
    private func fullYear(_ base: Exact, _ rate: Int) -> Exact {
        let tax = base.share(rate).share(holding.share.value)
        return isAgreedRent ? tax.times(75, over: 100) : tax
    }

    private var isAgreedRent: Bool { holding.kind == .building && holding.use == .rentedAgreed }

    private var fullDeduction: Exact {
        guard treatment == .luxuryHome, holding.isHome else { return .zero }
        return Exact(cents: parameters.mainHomeDeduction).times(1, over: max(1, holding.residentOwners))
    }

    mutating func tax(on base: Exact, _ rate: Int) throws -> Exact {
        let before = holding.months.part(ofYear: base.share(rate).share(holding.share.value))
        trace.add(
            .imuTax,
            [
                try .cents("base", base), .number("rate", rate, .basisPoints),
                .number("share", holding.share.value, .basisPoints),
                .number("months", holding.months.count, .months),
            ],
            gives: try .cents("tax", before)
        )
        let tax = holding.months.part(ofYear: fullYear(base, rate))
        if isAgreedRent {
            trace.add(.imuAgreedRent, [try .cents("tax", before)], gives: try .cents("tax", tax))
        }
        let deduction = holding.months.part(ofYear: fullDeduction)
        guard deduction > .zero else { return tax }
        let rest = (tax - deduction).notNegative
        trace.add(
            .imuDeduction,
            [try .cents("tax", tax), try .cents("deduction", deduction)],
            gives: try .cents("tax", rest)
        )
        return rest
    }

    /// The amounts by F24 code, with their parts for the first semester.
    mutating func split(
        _ base: Exact,
        _ tax: Exact,
        _ rate: Int,
        _ previous: Int,
        _ tariff: ImuParameters.Tariff
    ) throws -> [Due] {
        let months = holding.months
        let advance =
            (months.part(ofFirstSemester: fullYear(base, previous))
            - months.part(ofFirstSemester: fullDeduction)).notNegative
        trace.add(
            .imuAdvance,
            [.number("previous_rate", previous, .basisPoints)],
            gives: try .cents("advance", advance)
        )
        guard treatment == .industrial else {
            return [Due(code: tariff.code, year: tax, firstSemester: advance)]
        }
        let state = fullYear(base, parameters.stateBasisPoints)
        let (year, first) = (months.part(ofYear: state), months.part(ofFirstSemester: state))
        trace.add(
            .imuStateShare,
            [.number("rate", parameters.stateBasisPoints, .basisPoints)],
            gives: try .cents("state", year)
        )
        return [
            Due(code: .industrialState, year: year, firstSemester: first),
            Due(code: tariff.code, year: tax - year, firstSemester: advance - first),
        ]
    }
}
