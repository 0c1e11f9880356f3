import Kernel

/// What every estimate is called: the attestation is INPS's, the assessment the comune's.
enum Estimate {
    static let label = "stima non ufficiale"

    /// Amounts beyond this many entries are nobody's estimate.
    static let maxMembers = 30
    static let maxProperties = 50
    static let maxEntries = 500

    /// The table of a year; refused, naming the years there are, when there is none.
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

/// What the law says in certain years.
protocol DatedParameters: Sendable {
    var years: ClosedRange<Int> { get }
}
