import Kernel
import Testing

@testable import CAF

typealias Household = ISEEHousehold

extension ISEEHousehold.Member {
    static func parent(wages: Int64 = 0, worked: Bool = true) -> Self {
        Self(age: 40, role: .parent, hasWorked: worked, employment: Exact(cents: wages))
    }

    static func child(_ age: Int = 8) -> Self { Self(age: age, role: .child) }
}

func year(_ value: Int) throws -> TaxYear { try #require(TaxYear(value)) }

/// Both employed, two children of school age, some savings, a home with a mortgage (domain-facts §7.5).
func coupleWithTwo() -> ISEEHousehold {
    var household = ISEEHousehold(members: [
        .parent(wages: 30_000_00), .parent(wages: 12_000_00), .child(8), .child(6),
    ])
    household.accountBalances = Exact(cents: 18_000_00)
    household.home = Exact(cents: 70_000_00)
    return household
}

@Suite struct ISEEVectorTests {
    @Test func `a couple with two children and a home`() throws {
        let estimate = try ISEEEstimate.of(coupleWithTwo(), in: year(2026), for: [.italian])

        let (ordinary, family) = (estimate.ordinary, try #require(estimate.family))
        #expect(ordinary.isrCents.value == 36_600_00)
        #expect(ordinary.ispCents.value == 19_666_67)
        #expect(ordinary.iseCents.value == 40_533_33)
        #expect(ordinary.scaleHundredths == 266)
        #expect(ordinary.iseeCents.value == 15_238_10)
        #expect(family.ispCents.value == 8_000_00)
        #expect(family.iseCents.value == 38_200_00)
        #expect(family.scaleHundredths == 276)
        #expect(family.iseeCents.value == 13_840_58)
        #expect(estimate.label == "stima non ufficiale")
        #expect(estimate.referenceYear == 2024)
    }

    @Test func `someone alone who rents`() throws {
        var household = ISEEHousehold(members: [.parent(wages: 18_000_00)])
        household.rent = Exact(cents: 6_000_00)
        household.accountBalances = Exact(cents: 9_000_00)

        let estimate = try ISEEEstimate.of(household, in: year(2026), for: [.italian])

        #expect(estimate.ordinary.iseeCents.value == 9_600_00)
    }

    @Test func `before 2026 there is one indicator`() throws {
        let estimate = try ISEEEstimate.of(coupleWithTwo(), in: year(2025), for: [.italian])

        #expect(estimate.family == nil)
        #expect(estimate.ordinary.iseeCents.value == 15_238_10)
    }

    /// Members, children with their ages, working parents, disabled, then the ordinary scale and that of family benefits.
    static let scales: [([Household.Member], Int, Int)] = [
        ([.parent(worked: false)], 100, 100),
        (Array(repeating: Household.Member(age: 50, role: .other), count: 6), 320, 320),
        ([.parent(), .parent(), .child(2), .child(5), .child(9)], 335, 340),
        (
            [.parent(worked: false), .parent(worked: false), .child(4), .child(5), .child(6), .child(7)]
                + [Household.Member(age: 9, role: .child, isDisabled: true)], 455, 460
        ),
        ([.parent(), .parent(worked: false), .child()], 204, 204),
        ([.parent(worked: false), .child()], 177, 177),
        ([.parent(worked: false), .child(2)], 187, 187),
        ([.parent(worked: false), .child(8), .child(19)], 204, 214),
        ([Household.Member(age: 90, role: .other, isInCare: true)], 200, 200),
        ([.parent(), .child(20)], 157, 157),
    ]

    @Test(arguments: scales)
    func `the scale of equivalence`(members: [Household.Member], ordinary: Int, family: Int) throws {
        let estimate = try ISEEEstimate.of(ISEEHousehold(members: members), in: year(2026), for: [.italian])

        #expect(estimate.ordinary.scaleHundredths == ordinary)
        #expect(estimate.family?.scaleHundredths == family)
    }

    @Test func `the limits hold for each person and each child`() throws {
        var household = ISEEHousehold(members: [
            .parent(wages: 100_000_00), .parent(wages: 100_000_00), .child(), .child(), .child(), .child(),
        ])
        household.rent = Exact(cents: 12_000_00)
        household.accountAverages = Exact(cents: 20_000_00)
        household.stateSecurities = Exact(cents: 51_000_00)

        let estimate = try ISEEEstimate.of(household, in: year(2026), for: [.italian]).ordinary

        // 200,000 - 2 × 3,000 - (7,000 + 2 × 500); 20,000 + 1,000 - (10,000 + 2 × 1,000).
        #expect(estimate.isrCents.value == 186_000_00)
        #expect(estimate.ispCents.value == 9_000_00)
    }

    @Test func `a home in the capital of a metropolitan city has a higher threshold`() throws {
        var household = coupleWithTwo()
        household.home = Exact(cents: 122_500_00)
        household.homeMunicipality = CadastralCode(rawValue: "H501")
        let rome = try ISEEEstimate.of(household, in: year(2026), for: [.italian])
        household.homeMunicipality = CadastralCode(rawValue: "A323")
        let anzio = try ISEEEstimate.of(household, in: year(2026), for: [.italian])

        #expect(rome.family?.ispCents.value == 8_000_00)
        #expect(anzio.family?.ispCents.value == 27_000_00)
        #expect(rome.ordinary.iseeCents == anzio.ordinary.iseeCents)
    }

    @Test func `every step names its rule and its law, in the reader's language`() throws {
        let trace = try ISEEEstimate.of(coupleWithTwo(), in: year(2026), for: [.english]).ordinary.trace

        #expect(trace.allSatisfy { !$0.source.isEmpty && !$0.title.isEmpty })
        #expect(trace.last?.rule == "isee.isee")
        #expect(trace.last?.rounding == .halfUpToCent)
        #expect(trace.last?.value.value == 15_238_10)
        #expect(trace.first?.title.contains("Income") == true)
    }
}
