import Kernel
import Testing

@testable import CAF

@Suite struct ImuMonthsTests {
    /// The day of the deed, the seller's months, the buyer's (Fidenza, and domain-facts §7.6).
    @Test(arguments: [
        ("2025-04-04", 3, 9), ("2025-10-17", 10, 2), ("2025-05-15", 4, 8), ("2025-11-15", 10, 2),
        ("2025-11-16", 10, 2), ("2025-11-17", 11, 1), ("2025-05-16", 4, 8), ("2025-05-17", 5, 7),
        ("2026-02-15", 1, 11), ("2026-02-16", 2, 10),
    ])
    func `the month of a deed goes to whom had more of it`(day: String, seller: Int, buyer: Int) throws {
        let deed = try #require(CivilDate(day))

        #expect(ImuMonths(of: deed.year, from: nil, until: deed).count == seller)
        #expect(ImuMonths(of: deed.year, from: deed, until: nil).count == buyer)
    }

    @Test func `whatever the day, seller and buyer have the whole year between them`() throws {
        for year in [2024, 2026] {
            let first = try #require(CivilDate(year, 1, 1))
            for day in 0..<(year == 2024 ? 366 : 365) {
                let deed = first + day
                let seller = ImuMonths(of: year, from: nil, until: deed)
                let buyer = ImuMonths(of: year, from: deed, until: nil)
                #expect(seller.count + buyer.count == 12, "\(deed)")
            }
        }
    }

    @Test func `bought and sold within the year`() throws {
        let months = ImuMonths(of: 2026, from: CivilDate(2026, 3, 10), until: CivilDate(2026, 9, 20))

        #expect(months.count == 7)
        #expect(months.firstSemester == .months(4))
        #expect(ImuMonths(of: 2026, from: CivilDate(2027, 1, 1), until: nil).count == 0)
        #expect(ImuMonths(of: 2026, from: nil, until: CivilDate(2025, 6, 1)).count == 0)
    }
}
