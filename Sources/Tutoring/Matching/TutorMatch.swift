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
    private static let newcomerLessons = 5
    private static let newcomerScore = 600

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
    /// wanted lessons fitted, until nobody can be better than those found.
    private func ranked(
        _ candidates: [MatchCandidate],
        _ tx: borrowing Tx
    ) throws -> [MatchCandidate] {
        guard wishes.windows != nil else { return candidates.sorted(by: Self.precedes) }
        let hopeful = candidates.sorted { ($1.facts.bestScore, $0.id) < ($0.facts.bestScore, $1.id) }
        var (known, newcomers): ([MatchCandidate], [MatchCandidate]) = ([], [])
        for candidate in hopeful {
            let isNew = Self.isNewcomer(candidate)
            let isHopeless = { (found: [MatchCandidate], most: Int) in
                found.count >= most && found[most - 1].facts.score > candidate.facts.bestScore
            }
            guard !isHopeless(known, Self.most) || isNew && !isHopeless(newcomers, Self.newcomerPlaces.count)
            else { continue }
            var full = candidate
            full.facts.parts[.overlap] = MatchPart.overlap(try starts(with: full.id, tx), of: wishes.lessons)
            known.append(full)
            known.sort(by: Self.precedes)
            if isNew {
                newcomers.append(full)
                newcomers.sort(by: Self.precedes)
            }
        }
        return known
    }

    private static func isNewcomer(_ candidate: MatchCandidate) -> Bool {
        candidate.taught < newcomerLessons && candidate.facts.bestScore >= newcomerScore
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
            let newcomer = list[(place - 1)...].firstIndex {
                $0.taught < newcomerLessons && $0.facts.score >= newcomerScore
            }
            guard let newcomer else { break }
            list.insert(list.remove(at: newcomer), at: place - 1)
        }
        return Array(list.prefix(most))
    }

    /// How many lessons fit into the windows of the next 14 days, one after the other.
    private func starts(with id: ID<Tutor>, _ tx: borrowing Tx) throws -> Int {
        let tutor = try Tutor.find(id, tx)
        guard let resource = try BookingResource.find(of: tutor.account, tx) else { return 0 }
        let time = tx.now..<tx.now + .days(7 * MatchPart.weeks)
        let length = Duration.minutes(tutor.usualMinutes)
        var (count, end) = (0, tx.now)
        for start in try tutor.usualStarts(in: time, of: resource, tx)
        where start >= end && suits(start..<start + length) {
            count += 1
            end = start + length
        }
        return count
    }

    private func suits(_ lesson: Range<Instant>) -> Bool {
        let date = wishes.zone.civil(lesson.lowerBound).date
        return (wishes.windows ?? []).contains { window in
            window.weekday.value == date.weekday
                && wishes.zone.instant(of: date, at: window.from) <= lesson.lowerBound
                && lesson.upperBound <= wishes.zone.instant(of: date, at: window.until)
        }
    }

    private func parts(of candidate: MatchCandidate, _ card: TutorCard) -> [ScorePart] {
        MatchPart.allCases.map { part in
            ScorePart(
                part.rawValue,
                weight: part.weight,
                candidate.facts.parts[part],
                part.why(candidate.facts.parts[part], card),
                in: call.languages
            )
        }
    }
}
