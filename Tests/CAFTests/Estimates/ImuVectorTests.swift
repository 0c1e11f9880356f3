import Kernel
import Testing

@testable import CAF

func municipality(_ code: String) throws -> CadastralCode { try #require(CadastralCode(rawValue: code)) }

func holding(
    _ category: CadastralCategory,
    _ cents: Int64,
    rate: Int? = nil,
    use: PropertyUses.Kind = .available,
    in code: String = "A323"
) throws -> ImuHolding {
    ImuHolding(
        label: category.rawValue,
        municipality: try municipality(code),
        kind: .building,
        category: category,
        value: Exact(cents: cents),
        share: .whole,
        months: ImuMonths(12),
        use: use,
        rate: rate,
        pointer: "/properties/0",
        ratePointer: "/properties/0",
        usePointer: "/properties/0/use"
    )
}

func imu(_ holdings: ImuHolding..., in value: Int = 2026) throws -> ImuEstimate {
    try ImuEstimate.of(holdings, in: year(value), for: [.italian])
}

@Suite struct ImuVectorTests {
    @Test func `second homes, shops, industry`() throws {
        var half = try holding(.a3, 723_04, rate: 86)
        (half.share, half.months) = (try #require(Percent(5_000)), ImuMonths(7))
        let vectors: [(ImuHolding, base: Int64?, tax: Int64)] = [
            (try holding(.a2, 1_000_00, rate: 106), 168_000_00, 1_780_80), (half, 121_470_72, 304_69),
            (try holding(.c1, 1_200_00, rate: 106), nil, 734_58),
            (try holding(.d5, 5_000_00, rate: 86), nil, 3_612_00),
            (try holding(.d1, 5_000_00, rate: 106), nil, 3_617_25),
            (try holding(.a8, 2_500_00, rate: 60, use: .mainHome), nil, 2_320_00),
            (try holding(.a2, 800_00, rate: 86, use: .freeUseRelative), nil, 577_92),
            (try holding(.a2, 800_00, rate: 106, use: .rentedAgreed), nil, 1_068_48),
            (try holding(.a2, 800_00, use: .mainHome), 0, 0),
        ]
        for (holding, base, tax) in vectors {
            let property = try #require(try imu(holding).properties.first)
            #expect(property.taxCents.value == tax, "\(holding.label)")
            if let base { #expect(property.baseCents.value == base) }
        }
    }

    @Test func `land, farmed or to be built on`() throws {
        var land = try holding(.a2, 150_00, rate: 76)
        (land.kind, land.category) = (.agriculturalLand, nil)
        var plot = land
        (plot.kind, plot.value, plot.rate) = (.buildingLand, Exact(cents: 100_000_00), nil)
        var farm = land
        farm.isFarmers = true

        let estimate = try imu(land, plot, farm)

        #expect(estimate.properties.map(\.baseCents.value) == [25_312_50, 100_000_00, 0])
        #expect(estimate.properties.map(\.taxCents.value) == [192_38, 860_00, 0])
        #expect(Set(estimate.instalments.flatMap { $0.lines.map(\.code.rawValue) }) == ["3914", "3916"])
    }

    @Test func `group D is split between State and comune`() throws {
        let estimate = try imu(holding(.d1, 5_000_00, rate: 106))

        let lines = estimate.instalments.map { $0.lines.map { ($0.code.rawValue, $0.amountCents.value) } }
        #expect(lines[0].map(\.0) == ["3925", "3930"])
        // 2,593.50 and 1,023.75 in halves: 1,296.75 and 511.875, then the rest of each.
        #expect(lines[0].map(\.1) == [1_297_00, 512_00])
        #expect(lines[1].map(\.1) == [1_297_00, 512_00])
        #expect(estimate.totalCents.value == 3_618_00)
    }

    @Test func `the advance follows the year before, the balance makes it good`() throws {
        var home = try holding(.a2, 1_000_00, rate: 106)
        home.previousRate = 86

        let estimate = try imu(home)

        // 168,000 at 0.86 % for six months; 1,780.80 less that.
        #expect(estimate.instalments.map(\.totalCents.value) == [722_00, 1_059_00])
        #expect(estimate.totalCents.value == 1_781_00)
        #expect(estimate.instalments.map(\.dueOn.description) == ["2026-06-16", "2026-12-16"])
    }

    @Test func `an advance above the year's tax leaves a credit`() throws {
        var home = try holding(.a2, 1_000_00, rate: 0)
        home.previousRate = 106

        let balance = try #require(try imu(home).instalments.last)

        #expect(balance.totalCents == .zero)
        #expect(balance.lines.map(\.creditCents.value) == [890_00])
    }

    @Test func `of what belongs to the home, one of each category goes with it`() throws {
        let home = try holding(.a2, 800_00, use: .mainHome)
        let garages = try [1, 2].map { try holding(.c6, 100_00 * $0, rate: 86, use: .appurtenance) }
        let cellar = try holding(.c2, 50_00, rate: 86, use: .appurtenance)
        let shop = try holding(.c1, 50_00, rate: 86, use: .appurtenance)

        let estimate = try imu(home, garages[0], garages[1], cellar, shop)

        #expect(
            estimate.properties.map(\.treatment) == [.exemptHome, .exemptHome, .other, .exemptHome, .other]
        )
    }

    @Test(arguments: [
        (CadastralCategory.e3, PropertyUses.Kind.available, ImuTreatment.exemptCategory),
        (.a2, .unsold, .exemptUnsold),
        (.d10, .available, .rural), (.c2, .ruralInstrumental, .rural), (.a10, .mainHome, .other),
        (.a1, .freeUseRelative, .other),
    ])
    func `what is treated apart`(
        category: CadastralCategory,
        use: PropertyUses.Kind,
        to treatment: ImuTreatment
    )
        throws
    {
        #expect(try imu(holding(category, 500_00, use: use)).properties.map(\.treatment) == [treatment])
    }

    @Test func `a castle lent to a relative is not halved, and one halving is enough`() throws {
        let castle = try holding(.a9, 1_000_00, rate: 86, use: .freeUseRelative)
        var ruin = try holding(.a2, 1_000_00, rate: 86)
        (ruin.isHistoric, ruin.isUnfit) = (true, true)

        let estimate = try imu(castle, ruin)

        #expect(estimate.properties.map(\.baseCents.value) == [168_000_00, 84_000_00])
        #expect(estimate.notes.map(\.code).contains("one_reduction"))
    }

    @Test func `there is one main home at a time`() throws {
        var (before, after) = (
            try holding(.a2, 800_00, use: .mainHome), try holding(.a3, 800_00, use: .mainHome)
        )
        let problem = #expect(throws: Problem.self) { try imu(before, after) }
        (before.months, after.months) = (ImuMonths(5), ImuMonths(7))

        #expect(problem?.faults.map(\.refusal) == [.oneMainHome])
        #expect(try imu(before, after).properties.map(\.treatment) == [.exemptHome, .exemptHome])
    }

    @Test func `those who live in it share the deduction`() throws {
        var home = try holding(.a8, 2_500_00, rate: 60, use: .mainHome)
        (home.share, home.residentOwners) = (try #require(Percent(5_000)), 2)

        #expect(try imu(home).properties.first?.taxCents.value == 1_160_00)
    }

    @Test func `a rate that the law does not allow is refused by its place`() throws {
        let shop = try holding(.d1, 1_000_00, rate: 50)

        let problem = #expect(throws: Problem.self) { try imu(shop) }

        #expect(problem?.faults.map(\.pointer) == ["/properties/0/rate_basis_points"])
    }
}
