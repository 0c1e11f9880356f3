import Kernel
import Testing

@testable import Wellness

@Suite struct PlacementTests {
    private let tree = CohortTree(
        organization: "o",
        departments: [("x", nil), ("a", "x"), ("b", "x"), ("y", nil)],
        sites: ["1", "2"]
    )

    private func group(_ stays: (String, String?, String?)..., since: String = "2025-01-01") -> GroupKey? {
        let membership = MembershipHistory(
            activeSince: day(since),
            stays: stays.map { .init(since: day($0.0), department: $0.1, site: $0.2) }
        )
        return tree.group(of: membership, on: day("2026-03-31"))
    }

    private func place(_ department: String?, _ site: String?) -> GroupKey {
        GroupKey(department: department, site: site, organization: "o")
    }

    @Test func `a member of long standing is in the department and the site`() {
        #expect(group(("2025-01-01", "a", "1")) == place("a", "1"))
        #expect(group(("2025-01-01", nil, nil)) == place(nil, nil))
        #expect(group(("2025-01-01", "gone", "3")) == place(nil, nil))
    }

    @Test func `thirty days count, twenty-nine do not`() {
        #expect(group(("2026-03-01", "a", nil), since: "2026-03-01") == place("a", nil))
        #expect(group(("2026-03-02", "a", nil), since: "2026-03-02") == nil)
        #expect(group(("2025-01-01", "y", "1"), ("2026-03-01", "a", "2")) == place("a", "2"))
    }

    @Test func `after a move the common unit counts`() {
        #expect(group(("2025-01-01", "a", "1"), ("2026-03-15", "b", "1")) == place("x", "1"))
        #expect(group(("2025-01-01", "y", "1"), ("2026-03-15", "b", "2")) == place(nil, nil))
        #expect(group(("2025-01-01", "x", nil), ("2026-03-15", "a", nil)) == place("x", nil))
        #expect(group(("2025-01-01", nil, nil), ("2026-03-15", "a", nil)) == place(nil, nil))
    }

    @Test func `a move after the month does not count`() {
        #expect(group(("2025-01-01", "a", "1"), ("2026-04-01", "y", "2")) == place("a", "1"))
    }

    @Test func `a contributor has five scored dates in every domain of the whole month`() {
        let march = CalendarMonth(containing: day("2026-03-10"))
        var late = DiaryDomain.stress
        late.since = day("2026-03-02")
        var domain = DiaryDomain.mood
        domain.since = day("2020-01-01")
        let mood = (1...5).map { DiaryScore(domain: "mood", date: march.dates.lowerBound + $0, score: $0) }

        let diary = ScoredDiary(mood, by: DomainTable([domain, late]))
        #expect(diary.contribution(to: march) == ["mood": Ratio(200, over: 9)])
        let sparse = ScoredDiary(Array(mood.dropLast()), by: DomainTable([domain, late]))
        #expect(sparse.contribution(to: march) == nil)
        #expect(ScoredDiary(mood, by: DomainTable([late])).contribution(to: march) == nil)
        late.since = day("2026-03-01")
        #expect(ScoredDiary(mood, by: DomainTable([domain, late])).contribution(to: march) == nil)
    }

    @Test func `a domain that is retired within the month is not of the month`() {
        let march = CalendarMonth(containing: day("2026-03-10"))
        var rows = [DiaryDomain.mood]
        rows[0].since = day("2020-01-01")
        rows.append(rows[0])
        rows[1].since = day("2026-03-20")
        rows[1].isRetired = true
        #expect(ScoredDiary.releaseDomains(DomainTable(rows), march).isEmpty)
        #expect(ScoredDiary.releaseDomains(DomainTable(rows), march.previous).count == 1)
    }
}
