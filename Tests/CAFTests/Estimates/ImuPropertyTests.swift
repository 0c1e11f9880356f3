import Kernel
import Testing

@testable import CAF

/// Properties of every estate, tried on many random ones.
@Suite struct ImuPropertyTests {
    @Test(arguments: 0..<200)
    func `instalments add up, and stay within a euro a line of the tax`(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let estate = try estate(&random)

        let estimate = try ImuEstimate.of(estate, in: year(2026), for: [.italian])

        let lines = estimate.instalments.flatMap(\.lines)
        let sum = lines.reduce(Int64(0)) { $0 + $1.amountCents.value - $1.creditCents.value }
        let tax = estimate.properties.reduce(Int64(0)) { $0 + $1.taxCents.value }
        // No more lines than two for each: of group D the State's and the comune's.
        let most = Int64(estate.count) * 2
        #expect(lines.allSatisfy { $0.amountCents.value % 100 == 0 })
        #expect(abs(sum - tax) <= most * 50 + Int64(estate.count))
        #expect(
            estimate.totalCents.value == estimate.instalments.reduce(0) { $0 + $1.totalCents.value }
        )
    }

    @Test(arguments: 0..<200)
    func `a higher value, share or rate never lowers the tax`(seed: Int) throws {
        var random = SeededRandom(seed: 5_000 + seed)
        let holding = try #require(try estate(&random).first)
        let before = try tax(holding)
        var dearer = holding
        dearer.value = dearer.value + Exact(cents: random.amount(10_000_00))
        var larger = holding
        larger.share = .whole
        var higher = holding
        higher.rate = 106

        #expect(try tax(dearer) >= before)
        #expect(try tax(larger) >= before)
        #expect(try tax(higher) >= before)
    }

    private func tax(_ holding: ImuHolding) throws -> Int64 {
        try imu(holding).properties.reduce(0) { $0 + $1.taxCents.value }
    }

    private func estate(_ random: inout SeededRandom) throws -> [ImuHolding] {
        let categories: [CadastralCategory] = [.a2, .a3, .a10, .b1, .c1, .c2, .c3, .c6, .d1, .d5, .e1]
        let uses: [PropertyUses.Kind] = [
            .available, .rented, .rentedAgreed, .freeUseRelative, .mainHome, .appurtenance,
        ]
        return try (0...random.next(6)).map { _ in
            var holding = try holding(
                categories[random.next(categories.count)],
                random.amount(5_000_00),
                rate: 76 + random.next(31),
                use: uses[random.next(uses.count)],
                in: ["A323", "H501", "F205"][random.next(3)]
            )
            holding.share = try #require(Percent(random.next(10_001)))
            // Seven homes of one month each are no more than a year of them.
            holding.months = ImuMonths(holding.isHome ? 1 : random.next(13))
            holding.previousRate = random.next(2) == 0 ? nil : 76 + random.next(31)
            return holding
        }
    }
}
