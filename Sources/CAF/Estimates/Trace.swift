import Kernel

/// A legal rule of an estimate, with its name, its meaning and its source.
struct LegalRule: Sendable {
    let code: String
    let title: LocalizedText
    let source: String

    init(_ code: String, _ title: LocalizedText, _ source: String) {
        self.code = code
        self.title = title
        self.source = source
    }
}

/// The calculation of an estimate, step by step.
struct Trace: Sendable {
    private(set) var steps: [TraceStep] = []
    private let languages: [Language]

    init(in languages: [Language]) {
        self.languages = languages
    }

    mutating func add(
        _ rule: LegalRule,
        _ inputs: [Figure],
        gives value: Figure,
        _ rounding: TraceStep.Rounding = .carriedExactly
    ) {
        let title = rule.title.text(in: languages)
        steps.append(
            TraceStep(
                rule: rule.code,
                title: title,
                inputs: inputs,
                value: value,
                rounding: rounding,
                source: rule.source
            )
        )
    }
}

/// One step of a calculation.
struct TraceStep: Codable, Sendable, Equatable {
    /// The stable name of the rule, such as `isee.rent`.
    var rule: String
    /// The rule in words, in the language of the request.
    var title: String
    /// Numbers that went into the step.
    var inputs: [Figure]
    /// The result of the step.
    var value: Figure
    /// How the result was rounded for the next step.
    var rounding: Rounding
    /// The article of the law.
    var source: String

    /// The rounding of a result.
    enum Rounding: String, Codable, CaseIterable, Sendable {
        /// Shown to the cent, but the next step uses the exact value.
        case carriedExactly = "carried_exactly"
        /// Rounded to the cent, halves up.
        case halfUpToCent = "half_up_to_cent"
        /// Rounded to the euro, halves up, by Law 296/2006, article 1, paragraph 166.
        case halfUpToEuro = "half_up_to_euro"
    }
}

/// A named number of a trace.
struct Figure: Codable, Sendable, Equatable {
    /// As `rent` or `limit`.
    var name: String
    /// In the unit of `unit`.
    var value: Int64
    var unit: Unit

    /// The unit of a number.
    enum Unit: String, Codable, CaseIterable, Sendable {
        /// Euro cents, rounded.
        case cents
        /// Hundredths of one: 246 is 2.46.
        case hundredths
        /// Percent: 105 is 1.05 times.
        case percent
        /// Hundredths of a percent: 106 is 1.06 percent.
        case basisPoints = "basis_points"
        /// Months of a year.
        case months
        /// A number without a unit.
        case count
    }

    /// An amount rounded to the cent; amounts larger than ``Cents`` allows are refused.
    static func cents(_ name: String, _ amount: Exact) throws -> Figure {
        Figure(name: name, value: try amount.rounded().value, unit: .cents)
    }

    static func number(_ name: String, _ value: Int, _ unit: Unit) -> Figure {
        Figure(name: name, value: Int64(value), unit: unit)
    }
}

/// An assumption or an omission of an estimate.
struct EstimateNote: Codable, Sendable, Hashable {
    /// A stable name, such as `basic_rate`.
    var code: String
    /// In the language of the request.
    var text: String

    /// A kind of note, with its text in every language.
    struct Kind: Sendable {
        let code: String
        let text: LocalizedText

        func note(in languages: [Language]) -> EstimateNote {
            EstimateNote(code: code, text: text.text(in: languages))
        }
    }
}

extension [EstimateNote.Kind] {
    /// Each kind once, in the order of their first appearance.
    func notes(in languages: [Language]) -> [EstimateNote] {
        var seen: Set<String> = []
        return filter { seen.insert($0.code).inserted }.map { $0.note(in: languages) }
    }
}
