import Kernel

/// One indicator of one household, computed with its trace.
struct ISEECalculation {
    let household: ISEEHousehold
    let parameters: ISEEParameters
    let indicator: ISEEParameters.Indicator
    let isFamily: Bool
    var trace: Trace

    mutating func run() throws -> ISEEIndicator {
        let (isr, isp) = (try income(), try assets())
        let ise = isr + isp.times(parameters.assetsPercent, over: 100)
        trace.add(
            .iseeISE,
            [try .cents("isr", isr), try .cents("isp", isp)],
            gives: try .cents("ise", ise)
        )
        let scale = equivalence()
        let isee = ise.times(100, over: scale)
        trace.add(
            .iseeISEE,
            [try .cents("ise", ise), .number("scale", scale, .hundredths)],
            gives: try .cents("isee", isee),
            .halfUpToCent
        )
        return ISEEIndicator(
            isrCents: try isr.rounded(),
            ispCents: try isp.rounded(),
            iseCents: try ise.rounded(),
            scaleHundredths: scale,
            iseeCents: try isee.rounded(),
            trace: trace.steps
        )
    }

    private mutating func income() throws -> Exact {
        let members = household.members
        let incomes = members.map(\.income).sum + household.figurativeIncome
        trace.add(
            .iseeIncomes,
            [
                try .cents("members", members.map(\.income).sum),
                try .cents("figurative_income", household.figurativeIncome),
            ],
            gives: try .cents("incomes", incomes)
        )
        let alimony = members.map(\.alimonyPaid).sum
        trace.add(.iseeAlimony, [], gives: try .cents("alimony_paid", alimony))
        let fifth = parameters.incomeDeductionPercent
        let deductions = [
            alimony,
            try deduction(
                .iseeEmployment,
                \.employment,
                percent: fifth,
                max: parameters.employmentDeductionMax
            ),
            try deduction(.iseePension, \.pension, percent: fifth, max: parameters.pensionDeductionMax),
            try deduction(.iseeDisability, \.disabilityExpenses, max: parameters.disabilityExpensesMax),
            try rent(),
        ]
        let isr = (incomes - deductions.sum).notNegative
        trace.add(
            .iseeISR,
            [try .cents("incomes", incomes), try .cents("deductions", deductions.sum)],
            gives: try .cents("isr", isr)
        )
        return isr
    }

    /// A part of each person's amount, up to a limit for each.
    private mutating func deduction(
        _ rule: LegalRule,
        _ amount: KeyPath<ISEEHousehold.Member, Exact>,
        percent: Int = 100,
        max limit: Int64
    ) throws -> Exact {
        let amounts = household.members.map { $0[keyPath: amount] }
        let deduction = amounts.map { min($0.times(percent, over: 100), Exact(cents: limit)) }.sum
        trace.add(
            rule,
            [try .cents("amount", amounts.sum), try .cents("limit_per_person", Exact(cents: limit))],
            gives: try .cents("deduction", deduction)
        )
        return deduction
    }

    private mutating func rent() throws -> Exact {
        let limit = parameters.rent.amount(children: household.children)
        let deduction = min(household.rent, limit)
        trace.add(
            .iseeRent,
            [try .cents("rent", household.rent), try .cents("limit", limit)],
            gives: try .cents("deduction", deduction)
        )
        return deduction
    }
}

/// The result of one indicator.
struct ISEEIndicator: Codable, Sendable {
    /// The income indicator (ISR): income after deductions, in euro cents.
    var isrCents: Cents
    /// The asset indicator (ISP): assets after allowances, in euro cents.
    var ispCents: Cents
    /// The ISE: income and a fifth of the assets, in euro cents.
    var iseCents: Cents
    /// The equivalence scale in hundredths: 246 is 2.46.
    var scaleHundredths: Int
    /// The ISEE: the ISE divided by the scale, in euro cents.
    var iseeCents: Cents
    /// The calculation, step by step.
    var trace: [TraceStep]
}
