import Kernel
import Web

/// An unofficial estimate of a household's ISEE: the ordinary one, and from 2026 the one for family benefits.
struct ISEEEstimate: View {
    /// Always `stima non ufficiale`.
    var label: String
    var year: TaxYear
    /// The laws that the parameters of the year come from.
    var parameterSources: [String]
    /// The year of the income, and of the assets on 31 December.
    var referenceYear: Int
    var ordinary: ISEEIndicator
    /// For Assegno unico, bonus nido, bonus nuovi nati, ADI and SFL; absent before 2026.
    var family: ISEEIndicator?
    /// Assumptions and omissions of the estimate.
    var notes: [EstimateNote]

    static func of(
        _ household: ISEEHousehold,
        in year: TaxYear,
        for languages: [Language],
        at pointer: String = "/year"
    ) throws -> ISEEEstimate {
        let parameters = try Estimate.table(for: year.value, among: ISEEParameters.tables, at: pointer)
        func run(_ indicator: ISEEParameters.Indicator, isFamily: Bool) throws -> ISEEIndicator {
            var calculation = ISEECalculation(
                household: household,
                parameters: parameters,
                indicator: indicator,
                isFamily: isFamily,
                trace: Trace(in: languages)
            )
            return try calculation.run()
        }
        return ISEEEstimate(
            label: Estimate.label,
            year: year,
            parameterSources: parameters.sources,
            referenceYear: year.value - 2,
            ordinary: try run(parameters.ordinary, isFamily: false),
            family: try parameters.family.map { try run($0, isFamily: true) },
            notes: household.notes.notes(in: languages)
        )
    }
}
