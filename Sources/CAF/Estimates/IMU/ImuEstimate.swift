import Kernel
import Web

/// What the IMU of a taxpayer's properties will probably be, and what to pay when.
struct ImuEstimate: View {
    /// Always `stima non ufficiale`.
    var label: String
    var year: TaxYear
    /// The laws that the parameters of the year come from.
    var parameterSources: [String]
    var properties: [ImuPropertyEstimate]
    /// The advance and the balance; both in June for who pays at once.
    var instalments: [ImuInstalment]
    /// What the instalments add up to.
    var totalCents: Cents
    var notes: [EstimateNote]
}

struct ImuPropertyEstimate: Codable, Sendable {
    var label: String
    var municipalityCode: CadastralCode
    var treatment: ImuTreatment
    var baseCents: Cents
    var rateBasisPoints: Int
    var months: Int
    /// Of the year, to the cent; the F24 has whole euros.
    var taxCents: Cents
    var trace: [TraceStep]
}

struct ImuInstalment: Codable, Sendable {
    var kind: ImuPayment.Instalment
    /// As the law has it.
    var nominalDueOn: CivilDate
    /// Moved to a working day.
    var dueOn: CivilDate
    var lines: [F24Line]
    var totalCents: Cents
}

/// One line of the F24, section IMU and other local taxes: whole euros, half up.
struct F24Line: Codable, Sendable {
    var municipalityCode: CadastralCode
    var code: ImuPayment.Code
    var year: TaxYear
    var amountCents: Cents
    var rounding: TraceStep.Rounding
    /// What the advance was more than the year's tax: to be claimed back.
    var creditCents: Cents
}

extension ImuEstimate {
    static func of(
        _ holdings: [ImuHolding],
        in year: TaxYear,
        for languages: [Language],
        notes: [EstimateNote.Kind] = [],
        at pointer: String = "/year"
    ) throws -> ImuEstimate {
        let parameters = try Estimate.table(for: year.value, among: ImuParameters.tables, at: pointer)
        try checkMainHome(among: holdings)
        let outcomes = try holdings.treated.map { holding, treatment in
            var calculation = ImuCalculation(
                holding: holding,
                treatment: treatment,
                parameters: parameters,
                trace: Trace(in: languages)
            )
            return (holding.municipality, try calculation.run())
        }
        let ledger = try ImuLedger(outcomes.map { ($0.0, $0.1.dues) }, in: year, parameters)
        return ImuEstimate(
            label: Estimate.label,
            year: year,
            parameterSources: parameters.sources,
            properties: outcomes.map(\.1.estimate),
            instalments: try ledger.instalments(),
            totalCents: try ledger.total(),
            notes: (outcomes.flatMap(\.1.notes) + ledger.notes + notes).notes(in: languages)
        )
    }

    /// Who moves has one home after the other, but never more than twelve months of them.
    private static func checkMainHome(among holdings: [ImuHolding]) throws(Problem) {
        var months = 0
        let tooMany = holdings.filter(\.isHome).filter { home in
            months += home.months.count
            return months > 12
        }
        guard tooMany.isEmpty else {
            throw Problem(.invalid, faults: tooMany.map { Problem.Fault($0.usePointer, .oneMainHome) })
        }
    }
}
