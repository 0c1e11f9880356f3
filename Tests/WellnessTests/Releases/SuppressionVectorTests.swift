import Kernel
import Testing

@testable import Wellness

/// Every cell of whole releases is the one that an independent program computed.
@Suite struct SuppressionVectorTests {
    @Test func `one domain, counted by contributors, without earlier months`() throws {
        let cases = try Vectors.cases("release")
        #expect(cases.count == 150)
        var policy = SuppressionPolicy.standard
        policy.rules.remove(.count)

        for vector in cases {
            let members = (vector["members"]?.elements ?? []).map { row in
                CohortMember(
                    id: ID(raw: UInt128(row[2]?.int ?? 0)),
                    pseudonym: Pseudonym(text: "\(row[2]?.int ?? 0)"),
                    group: GroupKey(row),
                    means: ["mood": Ratio(row[3]?.int ?? 0, over: row[4]?.int ?? 1)]
                )
            }
            let cohort = Cohort(tree: CohortTree(vector), domains: [.mood], members: members)
            for figures in Suppression.figures(of: cohort, under: policy) {
                let expected = vector["cells"]?[figures.unit.key] ?? "suppressed"
                #expect(figures.domains[0].cell.vector == expected, "\(figures.unit) of \(vector.text)")
            }
        }
    }

    @Test func `three months of people who come, go and change their minds`() throws {
        let cases = try Vectors.cases("cohorts")
        #expect(cases.count == 60)

        for vector in cases {
            var policy = SuppressionPolicy.standard
            (policy.kScores, policy.kParticipation) = (vector["k"]?[0]?.int ?? 0, vector["k"]?[1]?.int ?? 0)
            var earlier: [EarlierRelease] = []
            for (place, month) in (vector["months"]?.elements ?? []).enumerated() {
                let cohort = Cohort(vector, month)
                let figures = Suppression.figures(of: cohort, after: earlier, under: policy)
                for unit in figures {
                    #expect(
                        unit.vector == month["cells"]?[unit.unit.key],
                        "\(unit.unit), \(place), \(vector.text)"
                    )
                }
                earlier.append(EarlierRelease(cohort, figures, month: place + 1))
            }
        }
    }
}

extension DiaryDomain {
    static let mood = DiaryDomain(key: "mood", since: .placeholder, lo: 1, hi: 10)
    static let stress = DiaryDomain(
        key: "stress",
        since: .placeholder,
        lo: 1,
        hi: 10,
        direction: .down,
        weight: 2
    )
}

extension Cohort {
    fileprivate init(_ vector: JSONValue, _ month: JSONValue) {
        // The rows are in the order of the names, and so are the identities.
        let members = (month["members"]?.elements ?? []).enumerated().map { place, row in
            let means = row[3]?.elements.map { Ratio($0[0]?.int ?? 0, over: $0[1]?.int ?? 1) }
            return CohortMember(
                id: ID(raw: UInt128(place)),
                pseudonym: Pseudonym(text: row[2]?.stringValue ?? ""),
                group: GroupKey(row),
                means: means.flatMap { $0.isEmpty ? nil : ["mood": $0[0], "stress": $0[1]] }
            )
        }
        self.init(tree: CohortTree(vector), domains: [.mood, .stress], members: members)
    }
}

extension EarlierRelease {
    init(_ cohort: Cohort, _ figures: [UnitFigures], month: Int) {
        self.init(
            month: CalendarMonth(containing: firstDay(ofMonth: month, 2026)),
            tree: cohort.tree,
            members: cohort.releasedMembers,
            shown: Set(figures.flatMap(\.shown))
        )
    }
}

extension ReleaseCell {
    /// A number, the name of a band, or `suppressed`.
    var vector: JSONValue {
        switch shown {
        case .suppressed: "suppressed"
        case .band: .string(band?.rawValue ?? "")
        case .value where (value?.units ?? 0) % 10 == 0: .integer(Int64(value?.units ?? 0) / 10)
        case .value: .number(Double(value?.units ?? 0) / 10)
        }
    }
}

extension UnitFigures {
    fileprivate var vector: JSONValue {
        var cells: JSONObject = ["participation": participation.vector]
        cells["total"] = total.value.map { .number(Double($0.units) / 10) } ?? "suppressed"
        for (key, cell) in domains { cells[key] = cell.vector }
        return .object(cells)
    }
}
