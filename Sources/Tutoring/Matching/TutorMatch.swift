import Kernel
import Platform
import Store

/// The tutors that suit a student best.
struct TutorMatch: Sendable {
    let wishes: Wishes
    let student: ID<Account>
    let call: Call

    static let most = 20
    /// The places that are kept for tutors who have hardly taught.
    private static let newcomerPlaces = [5, 10]
    private static let askedAtOnce = 25

    func best(_ tx: borrowing Tx) throws -> [MatchedTutor] {
        let ranked = try ranked(MatchCandidate.all(wishes, for: student, tx), tx)
        let chosen = Self.placed(ranked)
        let cards = try TutorCard.of(chosen.map(\.id), for: call, tx)
        return chosen.compactMap { candidate in
            cards[candidate.id].map { card in
                MatchedTutor(card: card, score: candidate.facts.score, parts: parts(of: candidate, card))
            }
        }
    }

    /// The first tutors by score, rating and identity, and the best newcomers.
    ///
    /// Free times are read of tutors who can still get among them: in the order of the scores that they would have if all
    /// wanted lessons fitted, some at once, until nobody can be better than those found.
    private func ranked(
        _ candidates: [MatchCandidate],
        _ tx: borrowing Tx
    ) throws -> [MatchCandidate] {
        guard wishes.windows != nil else { return candidates.sorted(by: Self.precedes) }
        var hopeful = candidates.map { Hope(candidate: $0, best: $0.facts.bestScore) }
            .sorted { ($1.best, $0.candidate.id) < ($0.best, $1.candidate.id) }[...]
        var known: [MatchCandidate] = []
        while !hopeful.isEmpty {
            let newcomers = known.filter { $0.isNewcomer() }
            var asked: [MatchCandidate] = []
            while asked.count < Self.askedAtOnce, let next = hopeful.popFirst() {
                if next.canReach(Self.most, of: known)
                    || next.candidate.isNewcomer(with: next.best)
                        && next.canReach(Self.newcomerPlaces.count, of: newcomers)
                {
                    asked.append(next.candidate)
                }
            }
            known = (known + (try asking(asked, tx))).sorted(by: Self.precedes)
        }
        return known
    }

    /// A candidate with the score that all wanted lessons would give.
    private struct Hope {
        let candidate: MatchCandidate
        let best: Int

        /// Whether it can be among the first so many of those found.
        func canReach(_ most: Int, of found: [MatchCandidate]) -> Bool {
            found.count < most || found[most - 1].facts.score <= best
        }
    }

    /// The candidates with the share of the wanted lessons that fit into the windows of the next 14 days, one after the
    /// other.
    private func asking(_ candidates: [MatchCandidate], _ tx: borrowing Tx) throws -> [MatchCandidate] {
        guard !candidates.isEmpty else { return [] }
        let time = tx.now..<tx.now + .days(7 * MatchPart.weeks)
        let windows = wishes.spans(in: time)
        let starts = try UsualStarts.read(of: candidates.map(\.id), in: time, tx)
        return candidates.map { candidate in
            var (count, end) = (0, tx.now)
            if let starts = starts[candidate.id] {
                for start in starts.within(windows) where start >= end {
                    count += 1
                    end = start + starts.length
                }
            }
            var candidate = candidate
            candidate.facts[.overlap] = MatchPart.overlap(count, of: wishes.lessons)
            return candidate
        }
    }

    static func precedes(_ left: MatchCandidate, _ right: MatchCandidate) -> Bool {
        let (mine, theirs) = (left.facts.score, right.facts.score)
        if mine != theirs { return mine > theirs }
        let ratings = (left.rating.hundredths ?? 0, right.rating.hundredths ?? 0)
        return ratings.0 != ratings.1 ? ratings.0 > ratings.1 : left.id < right.id
    }

    /// The list with the places for newcomers.
    static func placed(_ ranked: [MatchCandidate]) -> [MatchCandidate] {
        var list = ranked
        for place in newcomerPlaces where list.count >= place {
            let newcomer = list[(place - 1)...].firstIndex { $0.isNewcomer() }
            guard let newcomer else { break }
            list.insert(list.remove(at: newcomer), at: place - 1)
        }
        return Array(list.prefix(most))
    }

    private func parts(of candidate: MatchCandidate, _ card: TutorCard) -> [ScorePart] {
        MatchPart.allCases.map { part in
            ScorePart(
                part.name,
                weight: part.weight,
                candidate.facts[part],
                part.why(candidate.facts[part], card),
                in: call.languages
            )
        }
    }
}
