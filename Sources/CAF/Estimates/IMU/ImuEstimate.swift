import Kernel
import Web

/// An unofficial estimate of the IMU of a taxpayer's properties, with its instalments.
struct ImuEstimate: View {
    /// Always `stima non ufficiale`.
    var label: String
    var year: TaxYear
    /// The laws that the parameters of the year come from.
    var parameterSources: [String]
    /// In the order of the question or of the sections, one for each use.
    var properties: [ImuPropertyEstimate]
    /// The advance and the balance; both are due in June for a single payment.
    var instalments: [ImuInstalment]
    /// The sum of the instalments: whole euros, in cents.
    var totalCents: Cents
    /// Assumptions and omissions of the estimate.
    var notes: [EstimateNote]
}

/// The estimated tax of one property or of one use of it.
struct ImuPropertyEstimate: Codable, Sendable {
    /// From the question or the sections; else the number of the property.
    var label: String
    /// The Belfiore code of the comune.
    var municipalityCode: CadastralCode
    var treatment: ImuTreatment
    /// The taxable base (base imponibile) of the whole property, in euro cents; 0 when exempt.
    var baseCents: Cents
    /// The applied rate in hundredths of a percent: 106 is 1.06 percent; 0 when exempt.
    var rateBasisPoints: Int
    /// Months of the year that count.
    var months: Int
    /// The tax of the year in euro cents, before the F24 rounds it to whole euros.
    var taxCents: Cents
    /// The calculation, step by step.
    var trace: [TraceStep]
}

/// One instalment of the yearly tax.
struct ImuInstalment: Codable, Sendable {
    var kind: ImuPayment.Instalment
    /// The date in the law.
    var nominalDueOn: CivilDate
    /// The same or the next working day.
    var dueOn: CivilDate
    /// By comune and code.
    var lines: [F24Line]
    /// The sum of its lines: whole euros, in cents.
    var totalCents: Cents
}

/// One line of the F24 in the section for IMU and other local taxes, in whole euros.
struct F24Line: Codable, Sendable {
    /// The Belfiore code of the comune.
    var municipalityCode: CadastralCode
    var code: ImuPayment.Code
    var year: TaxYear
    /// A whole number of euros, in cents.
    var amountCents: Cents
    /// Always `half_up_to_euro`.
    var rounding: TraceStep.Rounding
    /// The excess of the advance over the year's tax, which the taxpayer can claim back, in euro cents; usually 0.
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

    /// After a move there are two homes in a year, but never more than twelve months of them.
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
