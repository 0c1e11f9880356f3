import Kernel
import Testing

@testable import CAF

/// Properties of every household, tried on many random ones.
@Suite struct ISEEPropertyTests {
    @Test(arguments: 0..<200)
    func `more income or more wealth never lowers it, another child never raises it`(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let household = random.household()
        let before = try isee(household)

        for grow in Self.growths {
            var richer = household
            grow(&richer, Exact(cents: random.amount(1_000_000_00)))
            let after = try isee(richer)
            #expect(after.0 >= before.0 && after.1 >= before.1)
        }
        var larger = household
        larger.members.append(.child(random.next(20)))
        let after = try isee(larger)
        #expect(after.0 <= before.0 && after.1 <= before.1)
    }

    @Test(arguments: 0..<50)
    func `a rent or a mortgage never raises it`(seed: Int) throws {
        var random = SeededRandom(seed: 1_000 + seed)
        let household = random.household()
        let before = try isee(household)
        var tenant = household
        tenant.rent = tenant.rent + Exact(cents: random.amount(20_000_00))

        #expect(try isee(tenant).0 <= before.0)
        #expect(try isee(tenant).1 <= before.1)
    }

    private static let growths: [@Sendable (inout ISEEHousehold, Exact) -> Void] = [
        { $0.members[0].employment = $0.members[0].employment + $1 },
        { $0.members[0].pension = $0.members[0].pension + $1 },
        { $0.members[0].otherIncome = $0.members[0].otherIncome + $1 },
        { $0.accountAverages = $0.accountAverages + $1 },
        { $0.stateSecurities = $0.stateSecurities + $1 },
        { $0.otherFinancial = $0.otherFinancial + $1 },
        { $0.home = $0.home + $1 },
        { $0.otherRealEstate = $0.otherRealEstate + $1 },
    ]

    private func isee(_ household: ISEEHousehold) throws -> (Cents, Cents) {
        let estimate = try ISEEEstimate.of(household, in: year(2026), for: [.italian])
        return (estimate.ordinary.iseeCents, try #require(estimate.family).iseeCents)
    }
}

/// The same made-up things for the same seed.
struct SeededRandom {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// From 0 to `bound` - 1.
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func amount(_ most: Int) -> Int64 { Int64(next(most)) }

    mutating func household() -> ISEEHousehold {
        var members: [ISEEHousehold.Member] = [.parent(wages: amount(60_000_00), worked: next(2) == 0)]
        for _ in 0..<next(6) {
            members.append(next(2) == 0 ? .child(next(25)) : .parent(wages: amount(50_000_00)))
        }
        var household = ISEEHousehold(members: members)
        household.rent = Exact(cents: next(2) == 0 ? 0 : amount(15_000_00))
        household.accountBalances = Exact(cents: amount(100_000_00))
        household.stateSecurities = Exact(cents: amount(90_000_00))
        household.home = Exact(cents: amount(300_000_00))
        household.otherRealEstate = Exact(cents: amount(200_000_00))
        return household
    }
}
