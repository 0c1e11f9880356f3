import Kernel

/// One rule of the weekly suggestions; nothing medical.
struct SuggestionRule: Sendable {
    let key: String
    let condition: Condition
    /// The lower number comes first.
    let priority: Int
    let text: LocalizedText

    enum Condition: Hashable, Sendable {
        /// A domain's mean is red.
        case low
        /// A domain's mean fell by at least so many points.
        case falling(by: Int)
        /// A domain is one of the circle's resets.
        case reset
        /// A domain has fewer scored dates.
        case sparse(under: Int)
        /// The streak has at least so many days.
        case streak(from: Int)
    }
}

/// A rule that applies to a week.
struct Suggestion: Sendable {
    let rule: SuggestionRule
    /// The domain that the rule found; nil for a rule about the whole diary.
    let domain: String?
}

extension WeeklyFigures {
    /// At most three, by priority and then in the order of the domains, one for a domain.
    func suggestions(_ rules: [SuggestionRule]) -> [Suggestion] {
        var seen: Set<String?> = []
        let found = rules.enumerated().sorted {
            ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
        }
        .flatMap { domains(of: $0.element) }
        .filter { seen.insert($0.domain).inserted }
        return Array(found.prefix(3))
    }

    private func domains(of rule: SuggestionRule) -> [Suggestion] {
        if case .streak(let least) = rule.condition {
            return streak >= least ? [Suggestion(rule: rule, domain: nil)] : []
        }
        return means.domains.filter { applies(rule.condition, to: $0) }
            .map { Suggestion(rule: rule, domain: $0.domain.key) }
    }

    private func applies(_ condition: SuggestionRule.Condition, to mean: DomainMean) -> Bool {
        let key = mean.domain.key
        switch condition {
        case .low: return mean.band == .red
        case .falling(let points): return delta(of: key).map { $0 <= Ratio(-points) } ?? false
        case .reset: return circle.resets.contains { $0.domain == key }
        case .sparse(let least): return mean.days < least
        case .streak: return false
        }
    }
}
