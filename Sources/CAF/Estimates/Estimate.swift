import Kernel

/// The label and the limits of every estimate; only INPS attests an ISEE, and only the comune assesses an IMU.
enum Estimate {
    static let label = "stima non ufficiale"

    /// Larger forms are refused.
    static let maxMembers = 30
    static let maxProperties = 50
    static let maxEntries = 500

    /// The table of a year; a refusal names the known years.
    static func table<Parameters: DatedParameters>(
        for year: Int,
        among tables: [Parameters],
        at pointer: String = "/year"
    ) throws(Problem) -> Parameters {
        if let table = tables.first(where: { $0.years.contains(year) }) { return table }
        let known = Set(tables.flatMap { Array($0.years) }).sorted()
        throw Problem(
            .noParameters,
            faults: [Problem.Fault(pointer, .yearWithoutTable)],
            extras: ["years": .array(known.map { .integer(Int64($0)) })]
        )
    }
}

/// Parameters set by law for certain years.
protocol DatedParameters: Sendable {
    var years: ClosedRange<Int> { get }
}
