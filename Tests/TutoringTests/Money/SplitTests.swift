import Kernel
import Testing

@testable import Tutoring

@Suite struct SplitTests {
    @Test(arguments: [
        (3_000, 450, 99, 2_451), (3_333, 500, 110, 2_723), (3_334, 500, 110, 2_724), (1_667, 250, 55, 1_362),
        (2_490, 374, 82, 2_034), (2_000, 300, 66, 1_634), (0, 0, 0, 0),
    ])
    func `a charge is commission, its VAT and the tutor's rest`(u: Int64, k: Int64, v: Int64, net: Int64) {
        let split = Split(of: u, commissionBP: 1_500, vatBP: 2_200)

        #expect(split.commission == k)
        #expect(split.vat == v)
        #expect(split.net == net)
    }

    @Test func `without VAT on the commission the rest is larger`() {
        #expect(Split(of: 3_000, commissionBP: 1_500, vatBP: 0).net == 2_550)
    }

    @Test func `40 percent of 33.33 given back leave 16.34, 3.00 and 0.66, and 10.89, 2.00 and 0.44 return`()
    {
        let price = LotPrice(price: 10_000, lessons: 3)
        let whole = Split(of: price.value(ofFirst: 100), commissionBP: 1_500, vatBP: 2_200)
        let stays = Split(of: price.value(ofFirst: 60), commissionBP: 1_500, vatBP: 2_200)
        let back = whole - stays

        #expect((stays.net, stays.commission, stays.vat) == (1_634, 300, 66))
        #expect((back.value, back.net, back.commission, back.vat) == (1_333, 1_089, 200, 44))
    }
}

@Suite struct CommissionVATTests {
    // Country, whether there is a VAT number, whether Italian VAT is due.
    @Test(arguments: [
        ("IT", false, true), ("IT", true, true), ("FR", false, true), ("DE", true, false),
        ("US", false, false),
        ("US", true, false), ("GB", false, false), ("CH", true, false),
    ])
    func `Italian VAT is due in Italy, and in the Union without a VAT number`(
        country: String,
        hasNumber: Bool,
        isDue: Bool
    ) {
        #expect(
            CommissionVAT.isDue(country: CountryCode(unchecked: country), hasVATNumber: hasNumber) == isDue
        )
    }
}
