import Platform
import Testing

@testable import Tutoring

/// The table of documents: regime, subject and country decide what a tutor's sale is.
@Suite struct SaleTaxationTests {
    // swift-format-ignore
    @Test(arguments: [
        ("IT", TaxRegime.none,     true,  SaleTaxation.receipt),
        ("IT", .none,              false, .receipt),
        ("IT", .forfettario,       true,  .forfettario),
        ("IT", .forfettario,       false, .forfettario),
        ("IT", .ordinary,          true,  .exempt),
        ("IT", .ordinary,          false, .ordinary),
        ("US", .none,              true,  .foreign),
        ("DE", .ordinary,          false, .foreign),
    ])
    func `a sale is taxed by country, regime and subject`(
        _ country: String,
        _ regime: TaxRegime,
        _ isSchool: Bool,
        _ expected: SaleTaxation
    ) {
        #expect(SaleTaxation.of(country: country, regime, isSchool: isSchool) == expected)
    }

    @Test func `receipts and documents without VAT in Italy bear the stamp, others do not`() {
        #expect(SaleTaxation.allCases.filter(\.bearsStamp) == [.receipt, .forfettario, .exempt])
        #expect(SaleTaxation.allCases.filter(\.isReceipt) == [.receipt, .foreign])
        #expect(SaleTaxation.allCases.filter(\.hasVAT) == [.ordinary])
        #expect(SaleTaxation.allCases.map { $0.nature?.rawValue } == [nil, "N2.2", "N4", nil, nil])
    }
}
