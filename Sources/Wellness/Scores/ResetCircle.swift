import Kernel

/// The Reset Circle: the share of good dates of each domain among the 28 dates that end on one.
struct ResetCircle: Sendable {
    let dates: ClosedRange<CivilDate>
    let segments: [Segment]

    /// One domain of the circle.
    struct Segment: Sendable {
        let domain: String
        /// The scored dates among the 28.
        let coverage: Ratio
        /// The dates at or above the threshold among the scored ones; nil for a domain that is not drawn.
        let share: Ratio?
        /// The share of the 28 dates before; nil for a domain that was not drawn then.
        let previousShare: Ratio?

        var isDrawn: Bool { share != nil }

        fileprivate var isClosed: Bool {
            guard let share else { return false }
            return share >= Ratio(3, over: 5) && coverage >= Ratio(1, over: 2)
        }

        fileprivate var drop: Ratio? {
            guard let share, let previousShare else { return nil }
            let drop = previousShare - share
            return drop >= Ratio(1, over: 5) ? drop : nil
        }
    }

    /// A domain with a share well below the one before.
    struct Reset: Sendable, Equatable {
        let domain: String
        let drop: Ratio
    }

    /// The mean share of the drawn domains.
    var share: Ratio? { segments.compactMap(\.share).mean }

    /// Whether every active domain has share and coverage enough.
    var isClosed: Bool { !segments.isEmpty && segments.allSatisfy(\.isClosed) }

    /// The two largest drops, equal ones in the order of the domains.
    var resets: [Reset] {
        let drops = segments.compactMap { segment in
            segment.drop.map { Reset(domain: segment.domain, drop: $0) }
        }
        let sorted = drops.enumerated().sorted {
            $0.element.drop != $1.element.drop
                ? $0.element.drop > $1.element.drop : $0.offset < $1.offset
        }
        return sorted.prefix(2).map(\.element)
    }
}

extension ScoredDiary {
    /// The diary must reach back 56 dates.
    func resetCircle(on date: CivilDate) -> ResetCircle {
        let dates = ClosedRange<CivilDate>.last(28, to: date)
        let segments = domains.active(on: date).map { domain in
            let now = coverageAndShare(of: domain.key, in: dates)
            let before = coverageAndShare(of: domain.key, in: .last(28, to: date + -28))
            return ResetCircle.Segment(
                domain: domain.key,
                coverage: now.coverage,
                share: now.share,
                previousShare: before.share
            )
        }
        return ResetCircle(dates: dates, segments: segments)
    }

    /// No share below a coverage of a quarter.
    private func coverageAndShare(
        of domain: String,
        in dates: ClosedRange<CivilDate>
    ) -> (coverage: Ratio, share: Ratio?) {
        let days = days(of: domain, in: dates)
        let coverage = Ratio(days.count, over: 28)
        guard coverage >= Ratio(1, over: 4) else { return (coverage, nil) }
        return (coverage, Ratio(days.filter(\.meetsThreshold).count, over: days.count))
    }
}
