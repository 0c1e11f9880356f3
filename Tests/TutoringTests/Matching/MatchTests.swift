import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct MatchTests {
    /// A and B of `vectors/tutoring_vectors.py`.
    @Test func `vectors A and B`() {
        let mean = SiteMean(total: 430, count: 100)
        var a: MatchFacts = [.subject: 1_000, .overlap: 750]
        a[.level] = MatchPart.level(.university, among: [.university])
        a[.language] = MatchPart.language(.c2)
        a[.price] = MatchPart.price(2_400, budget: 2_500)
        a[.rating] = WeightedRating(sum: 190, n: 40, mean: mean).perMille
        a[.response] = MatchPart.response(14_400)
        #expect(a.score == 876)
        var b: MatchFacts = [.subject: 1_000, .overlap: 1_000]
        b[.level] = MatchPart.level(.upperSecondary, among: [.university])
        b[.language] = MatchPart.language(.c1)
        b[.price] = MatchPart.price(2_000, budget: 2_500)
        b[.rating] = WeightedRating(sum: 5, n: 1, mean: mean).perMille
        b[.response] = MatchPart.response(nil)
        #expect(b.score == 877)
    }

    @Test func `price: clamp((1.2b-p)/0.4b)`() {
        let values = [20, 24, 25, 28, 30].map { MatchPart.price(Int64($0 * 100), budget: 2_500) }
        #expect(values == [1_000, 600, 500, 200, 0])
    }

    @Test func `places 5 and 10 are for newcomers with 600`() {
        let old = (1...12).map { candidate($0, taught: 9, score: 1_000 - $0) }
        let new = [candidate(20, taught: 0, score: 700), candidate(21, taught: 4, score: 650)]
        let weak = candidate(22, taught: 0, score: 599)
        let placed = TutorMatch.placed(old + new + [weak]).map { Int($0.id.raw) }
        #expect(placed == [1, 2, 3, 4, 20, 5, 6, 7, 8, 21, 9, 10, 11, 12, 22])
        let above = TutorMatch.placed([candidate(30, taught: 0, score: 999)] + old).map { Int($0.id.raw) }
        #expect(above.prefix(5) == [30, 1, 2, 3, 4], "no other newcomer")
    }

    @Test func `a student is matched with tutors of the subject, by known parts only`() async throws {
        let scene = try await LessonScene.open()
        let bare = try await scene.match(["subject": "mathematics"])
        let all = bare["data"]?.arrayValue ?? []
        #expect(bare.status == 200 && all.count == 2, "\(bare)")
        #expect(all.allSatisfy { $0["score"] == 1_000 }, "only the subject is known")
        let names = (all.first?["parts"]?.arrayValue ?? []).map { $0["name"]?.stringValue ?? "" }
        #expect(names == ["subject", "level", "language", "price", "overlap", "rating", "response"])
        let values = (all.first?["parts"]?.arrayValue ?? []).map { $0["value"] }
        #expect(values.dropFirst().allSatisfy { $0 == .null }, "\(values)")

        let wished = try await scene.match([
            "subject": "mathematics", "level": "university", "language": "en", "budget_minor": 4_000,
            "windows": [["weekday": 1, "from": "09:00", "until": "12:00"]], "lessons_per_week": 1,
            "zone": "America/New_York",
        ])
        let both = wished["data"]?.arrayValue ?? []
        #expect(both.compactMap { $0["card"]?["name"]?.stringValue } == ["Tina Rossi", "Theo Grant"])
        let parts = both.map { ($0["parts"]?.arrayValue ?? []).map { $0["value"]?.integerValue } }
        // Two Mondays of three hours hold the two lessons; 45.00 of 40.00: (48 - 45) / 16.
        #expect(parts.first == [1_000, 1_000, 700, 1_000, 1_000, nil, nil], "\(wished)")
        #expect(parts.last == [1_000, 1_000, 1_000, 187, 1_000, nil, nil])
        #expect(both.map { $0["score"]?.integerValue } == [964, 856])
        #expect(try await scene.match(["subject": "physics"])["data"]?.arrayValue?.count == 1)
    }

    @Test func `never one S rated 2 or less, and the body is checked`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.taught(
            LessonScene.rome(10),
            until: LessonScene.rome(11),
            lot: scene.lot()
        )
        _ = try await scene.review("/bookings/\(lesson)", 2)
        let mine = try await scene.match(["subject": "mathematics"])
        #expect(mine["data"]?.arrayValue?.compactMap { $0["card"]?["name"]?.stringValue } == ["Theo Grant"])
        let theirs = try await scene.match(["subject": "mathematics"], by: .sami)
        #expect(theirs["data"]?.arrayValue?.count == 2)
        #expect(try await scene.match(["subject": "alchemy"]).status == 422)
        let backwards: JSONValue = [["weekday": 1, "from": "12:00", "until": "09:00"]]
        let wrong = try await scene.match(["subject": "mathematics", "windows": backwards])
        #expect(wrong.status == 422 && wrong.text.contains("/windows/0/until"), "\(wrong)")
        #expect(try await scene.match(["subject": "mathematics"], by: .tina).status == 403)
    }

    @Test func `match 10^3 <= 10x a list: the free times of all are read together`() async throws {
        let scene = try await LessonScene.open()
        let window: JSONValue = [["weekday": 1, "from": "09:00", "until": "21:00"]]
        var counts: [Int] = []
        for subject in ["physics", "physics", "mathematics"] {
            let (answer, texts) = try await statements {
                try await scene.match(["subject": .string(subject), "windows": window])
            }
            let parts = (answer["data"]?.arrayValue ?? []).compactMap { $0["parts"]?.arrayValue?[4]["value"] }
            #expect(!parts.isEmpty && !parts.contains(.null), "\(answer)")
            counts.append(texts.count)
        }
        #expect(counts[1] == counts[2], "one tutor and two")
    }

    private func candidate(_ id: Int, taught: Int, score: Int) -> MatchCandidate {
        MatchCandidate(
            id: ID(raw: UInt128(id)),
            rating: WeightedRating(sum: 0, n: 0, mean: SiteMean(total: 430, count: 100)),
            taught: taught,
            facts: [.subject: score]
        )
    }
}

extension LessonScene {
    fileprivate func match(_ body: JSONObject, by student: Person = .sara) async throws -> TestResponse {
        try await post("/matching/tutors", by: student, body)
    }
}
