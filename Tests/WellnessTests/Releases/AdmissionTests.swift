import Kernel
import Testing

@testable import Wellness

/// The rules P and L: vectors of the page, an independent program, and linear algebra over all small combinations.
@Suite struct AdmissionTests {
    @Test func `the units are those of the independent program`() throws {
        let cases = try Vectors.cases("admission")
        #expect(cases.count > 300)

        for vector in cases {
            let tree = CohortTree(vector)
            let counts = (vector["groups"]?.elements ?? []).map { (GroupKey($0), $0[2]?.int ?? 0) }
            let admitted = Admission(tree, counts: counts, k: vector["k"]?.int ?? 0).admitted
            let names = admitted.map { $0.kind == .organization ? "O" : $0.key }
            #expect(names == vector["admitted"]?.elements.compactMap(\.stringValue), "\(vector.text)")
        }
    }

    @Test(arguments: 0..<60)
    func `no combination of admitted units is about fewer than k, empty counts included`(seed: Int) {
        var random = SeededRandom(seed)
        for _ in 0..<10 {
            let tree = random.tree()
            let counts = random.groups(of: tree).map { ($0, random.pick([0, 0, 1, 2, 4, 5, 7, 9])) }
            let k = random.pick([3, 5, 8])
            let admitted = Admission(tree, counts: counts, k: k).admitted

            let cells = admitted.map { unit in counts.map { tree.units(of: $0.0).contains(unit) } }
            #expect(Combinations(cells, weights: counts.map(\.1)).leastWeight(below: k) == nil)
        }
    }

    @Test(arguments: 0..<60)
    func `a unit is left out only for a combination that tells too much`(seed: Int) {
        var random = SeededRandom(1_000 + seed)
        let tree = random.tree()
        let counts = random.groups(of: tree).map { ($0, random.pick([0, 1, 2, 4, 5, 7, 9])) }
        let admitted = Admission(tree, counts: counts, k: 5).admitted

        let units = tree.units.filter { unit in counts.contains { tree.units(of: $0.0).contains(unit) } }
        for unit in units where !admitted.contains(unit) {
            let cells = (admitted + [unit]).map { cell in counts.map { tree.units(of: $0.0).contains(cell) } }
            #expect(Combinations(cells, weights: counts.map(\.1)).leastWeight(below: 5) != nil)
        }
    }

    @Test func `a group without a countable member still connects what it is in`() {
        let tree = CohortTree(
            organization: "o",
            departments: [("a", nil), ("b", nil)],
            sites: ["1", "2"]
        )
        func admitted(_ shared: Int?) -> [String] {
            let rest = [("a", "1", 9), ("b", "2", 9)].map { (GroupKey(department: $0, site: $1), $2) }
            let bridge = shared.map { [(GroupKey(department: "a", site: "2"), $0)] } ?? []
            return Admission(tree, counts: rest + bridge, k: 5).admitted.map(\.key)
        }

        #expect(admitted(nil) == ["o", "a", "b", "1", "2"])
        // A minus site 1 would be the group of a at 2.
        #expect(admitted(0) == ["o", "a", "b"])
        #expect(admitted(4) == ["o", "a", "b"])
        #expect(admitted(5) == ["o", "a", "b", "2", "1"] || admitted(5) == ["o", "a", "b", "1", "2"])
    }

    @Test func `two hundred departments at twenty sites are decided at once`() {
        var random = SeededRandom(5)
        let names = (0..<200).map { "d\($0)" }
        let sites = (0..<20).map { "s\($0)" }
        let departments = names.enumerated().map { place, name in
            (key: name, parent: place < 20 ? nil : place < 80 ? names[place % 20] : names[20 + place % 60])
        }
        let tree = CohortTree(organization: "o", departments: departments, sites: sites)
        let counts = names.flatMap { name in
            sites.map { (GroupKey(department: name, site: $0), random.below(6)) }
        }
        let start = ContinuousClock.now

        let admitted = Admission(tree, counts: counts, k: 8).admitted

        #expect(admitted.count > 200)
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}

extension CohortTree {
    init(_ vector: JSONValue) {
        self.init(
            organization: "O",
            departments: (vector["departments"]?.elements ?? []).map {
                ($0[0]?.stringValue ?? "", $0[1]?.stringValue)
            },
            sites: (vector["sites"]?.elements ?? []).compactMap(\.stringValue)
        )
    }
}

extension GroupKey {
    /// The group of members that stand in a department, or in the organisation `O`.
    init(department: String?, site: String?, organization: String = "O") {
        self.init(
            unit: department.map { UnitID(kind: .department, key: $0) }
                ?? UnitID(kind: .organization, key: organization),
            site: site.map { UnitID(kind: .site, key: $0) }
        )
    }

    /// The group of a case's row, which begins with department and site.
    init(_ row: JSONValue) {
        self.init(department: row[0]?.stringValue, site: row[1]?.stringValue)
    }
}
