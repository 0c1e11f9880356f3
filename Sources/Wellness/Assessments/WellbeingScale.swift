import Kernel

/// One of the Warwick-Edinburgh scales: item numbers and arithmetic, without the wording of the items.
struct WellbeingScale: Sendable {
    let key: Key
    /// The number of items; SWEMWBS has items 1, 2, 3, 6, 7, 9 and 11 of WEMWBS.
    let items: Int
    /// The least difference of two results that is significant for one person.
    let significantChange: Ratio
    /// The metric of each raw sum from the least one on; none for the long scale.
    let metrics: [Hundredths]

    /// The key of an instrument.
    enum Key: String, Codable, CaseIterable, Sendable {
        /// The Warwick-Edinburgh Mental Well-being Scale, of 14 items.
        case wemwbs
        /// The Short Warwick-Edinburgh Mental Well-being Scale, of 7 items.
        case swemwbs
    }

    static let answers = 1...5

    static let wemwbs = WellbeingScale(key: .wemwbs, items: 14, significantChange: Ratio(3), metrics: [])

    /// The table of HQLO 7:15 (2009); the change is above 2.77 standard errors, which are 2.87 (HQLO 16:239).
    static let swemwbs = WellbeingScale(
        key: .swemwbs,
        items: 7,
        significantChange: Ratio(3),
        metrics: [
            700, 951, 1125, 1240, 1333, 1408, 1475, 1532, 1584, 1636, 1688, 1743, 1798, 1859, 1925,
            1998, 2073, 2154, 2235, 2321, 2411, 2503, 2602, 2703, 2813, 2931, 3070, 3255, 3500,
        ].map { Hundredths(units: $0) }
    )

    static func scale(_ key: Key) -> WellbeingScale {
        switch key {
        case .wemwbs: .wemwbs
        case .swemwbs: .swemwbs
        }
    }

    /// The least and the greatest result, as the bands see them.
    var results: ClosedRange<Hundredths> {
        guard let least = metrics.first, let greatest = metrics.last else {
            return Hundredths(units: 100 * items)...Hundredths(units: 500 * items)
        }
        return least...greatest
    }

    /// The smallest difference of two results.
    var resolution: Hundredths { Hundredths(units: metrics.isEmpty ? 100 : 1) }

    /// The score of complete answers in item order; refused with a fault at each missing or impossible one.
    func score(_ answers: [Int?]) throws(Problem) -> WellbeingScore {
        var faults: [Problem.Fault] = []
        for index in 0..<max(items, answers.count) {
            let answer = index < answers.count ? answers[index] : nil
            if index < items, answer == nil {
                faults.append(.init("/answers/\(index)", .assessmentIncomplete))
            } else if index >= items || !Self.answers.contains(answer ?? 0) {
                faults.append(.init("/answers/\(index)", .outOfRange(Self.answers)))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let raw = answers.compactMap { $0 }.reduce(0, +)
        return WellbeingScore(raw: raw, metric: metrics.isEmpty ? nil : metrics[raw - items])
    }
}

/// The result of one assessment.
struct WellbeingScore: Hashable, Sendable {
    let raw: Int
    /// Of SWEMWBS only.
    let metric: Hundredths?

    /// The number that bands and changes are about.
    var result: Hundredths { metric ?? Hundredths(units: 100 * raw) }
}

extension WellbeingScale {
    /// The change from an earlier assessment of the same scale.
    func change(
        from before: (score: WellbeingScore, at: Instant),
        to now: (score: WellbeingScore, at: Instant)
    ) -> WellbeingChange {
        let delta = Hundredths(units: now.score.result.units - before.score.result.units)
        return WellbeingChange(
            delta: delta,
            isSignificant: max(delta.ratio, -delta.ratio) >= significantChange,
            isOverlapping: now.at - before.at < .days(14)
        )
    }
}

/// The difference of two assessments of one scale.
struct WellbeingChange: Hashable, Sendable {
    let delta: Hundredths
    let isSignificant: Bool
    /// Whether the two weeks that both ask about overlap.
    let isOverlapping: Bool
}

// swift-format-ignore
extension Refusal {
    static let assessmentIncomplete = Refusal("assessment.incomplete", ["en": "needs an answer", "it": "richiede una risposta"])
    static let assessmentUnlicensed = Refusal("assessment.unlicensed", ["en": "is an instrument without a licence here", "it": "è uno strumento senza licenza su questo sito"])

    static func outOfRange(_ range: ClosedRange<Int>) -> Refusal { Refusal(.outOfRange(range)) }
}
