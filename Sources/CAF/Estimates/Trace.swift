import Kernel

/// One rule of the law that an estimate follows: its name, what it says, where it stands.
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

/// How an estimate came about, step by step.
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

/// One step: which rule, from what, to what, by which law.
struct TraceStep: Codable, Sendable, Equatable {
    var rule: String
    var title: String
    var inputs: [Figure]
    var value: Figure
    var rounding: Rounding
    var source: String

    enum Rounding: String, Codable, CaseIterable, Sendable {
        /// Shown to the cent, but the next step goes on with the exact value.
        case carriedExactly = "carried_exactly"
        case halfUpToCent = "half_up_to_cent"
        /// L. 296/2006, article 1, paragraph 166.
        case halfUpToEuro = "half_up_to_euro"
    }
}

/// A named number of a trace.
struct Figure: Codable, Sendable, Equatable {
    var name: String
    var value: Int64
    var unit: Unit

    enum Unit: String, Codable, CaseIterable, Sendable {
        case cents
        case hundredths
        case percent
        case basisPoints = "basis_points"
        case months
        case count
    }

    /// Shown rounded to the cent; amounts beyond all reason are refused.
    static func cents(_ name: String, _ amount: Exact) throws -> Figure {
        Figure(name: name, value: try amount.rounded().value, unit: .cents)
    }

    static func number(_ name: String, _ value: Int, _ unit: Unit) -> Figure {
        Figure(name: name, value: Int64(value), unit: unit)
    }
}

/// What whoever reads an estimate should know about it.
struct EstimateNote: Codable, Sendable, Hashable {
    var code: String
    var text: String

    /// One kind of remark, in the languages it can be made in.
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
