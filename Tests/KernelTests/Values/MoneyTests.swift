import Kernel
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("EUR", 2), ("USD", 2), ("JPY", 0), ("IQD", 0), ("KWD", 3), ("BHD", 3), ("JOD", 3), ("TND", 3),
    ])
    func `a currency has the decimals of the house`(code: String, exponent: Int) throws {
        #expect(try Currency(parsing: code.lowercased()).exponent == exponent)
    }

    @Test(arguments: ["", "EU", "EURO", "XXX", "€", "ZZZ"])
    func `no currency`(text: String) {
        #expect(refusal(of: text, as: Currency.self) == "unknown_currency")
    }

    @Test func `money is an amount and a currency on the wire`() throws {
        let money = Money(12_50, .euro)
        #expect(try JSON.text(of: money) == #"{"amount_minor":1250,"currency":"EUR"}"#)
        #expect(try JSON.decode(Money.self, from: #"{"amount_minor":1250,"currency":"eur"}"#) == money)
        let faults = Schema(of: Money.self).faults(
            in: try JSONValue(parsing: Array(#"{"amount_minor":1.5,"currency":"ZZZ"}"#.utf8))
        )
        #expect(faults.map(\.pointer) == ["/amount_minor", "/currency"])
    }

    @Test(arguments: [
        (1250, "EUR", "12.50 EUR"), (-5, "EUR", "-0.05 EUR"), (250, "IQD", "250 IQD"),
        (1, "KWD", "0.001 KWD"), (0, "JPY", "0 JPY"),
    ])
    func `money reads with its decimals`(amount: Int64, code: String, text: String) throws {
        #expect(try Money(amount, Currency(parsing: code)).description == text)
    }

    @Test func `sums are checked for overflow and currency`() throws {
        #expect(try Money(1, .euro).adding(Money(2, .euro)) == Money(3, .euro))
        #expect(try Money(1, .euro).subtracting(Money(2, .euro)) == Money(-1, .euro))
        #expect(try Money(3, .euro).multiplied(by: -4) == Money(-12, .euro))
        #expect(throws: Refusal.self) { try Money(1, .euro).adding(Money(1, .dollar)) }
        #expect(throws: Refusal.self) { try Money(.max, .euro).adding(Money(1, .euro)) }
        #expect(throws: Refusal.self) { try Money(.min, .euro).subtracting(Money(1, .euro)) }
        #expect(throws: Refusal.self) { try Money(.max, .euro).multiplied(by: 2) }
    }

    @Test func `cents are bounded, one integer, and add up`() throws {
        #expect(Cents(-1) == nil && Cents(10_000_000_000_001) == nil)
        let most = try #require(Cents(10_000_000_000_000))
        #expect(throws: Refusal.self) { try most.adding(most) }
        #expect(try Cents.zero.adding(most) == most)
        #expect(try JSON.text(of: most) == "10000000000000")
        #expect(Cents.schema.faults(in: .integer(-1)).map(\.refusal.code) == ["out_of_range"])
        #expect(throws: (any Error).self) { try JSON.decode(Cents.self, from: "-1") }
        #expect(most.part(try #require(Percent(10_000))) == most)
    }

    @Test(arguments: [
        (29_925, 1_000, 2_993), (29_924, 1_000, 2_992), (100, 2_200, 22), (1, 5_000, 1), (1, 4_999, 0),
        (57_377, 2_200, 12_623),
    ])
    func `a share is rounded to the cent, halves up`(cents: Int64, share: Int, part: Int64) throws {
        #expect(try #require(Cents(cents)).part(try #require(Percent(share))).value == part)
    }

    @Test func `a number in a range refuses the others`() throws {
        #expect(Ranged<1, 3>(0) == nil && Ranged<1, 3>(4) == nil && Ranged<1, 3>(3)?.value == 3)
        #expect(TaxYear(1999) == nil && TaxYear(2101) == nil && TaxYear(2026)?.description == "2026")
        #expect(TaxYear.schema.faults(in: .integer(1999)).map(\.refusal.code) == ["out_of_range"])
        #expect(throws: (any Error).self) { try JSON.decode(TaxYear.self, from: "1999") }
        #expect(try JSON.decode(TaxYear.self, from: "2026") == TaxYear(2026))
    }
}
