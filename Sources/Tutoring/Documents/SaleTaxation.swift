import Platform

/// How the lessons of a tutor are documented and taxed: by country, regime and subject.
enum SaleTaxation: String, CaseIterable, Sendable {
    /// No VAT number: a receipt.
    case receipt
    /// The flat-rate regime: an invoice without VAT.
    case forfettario
    /// The ordinary regime, a matter of school or university: an exempt invoice.
    case exempt
    /// The ordinary regime, any other subject: VAT within the price.
    case ordinary
    /// A tutor outside of Italy: a receipt under the law there.
    case foreign

    static func of(country: String, _ regime: TaxRegime, isSchool: Bool) -> SaleTaxation {
        guard country == "IT" else { return .foreign }
        return switch regime {
        case .none: .receipt
        case .forfettario: .forfettario
        case .ordinary: isSchool ? .exempt : .ordinary
        }
    }

    var isReceipt: Bool { self == .receipt || self == .foreign }
    var hasVAT: Bool { self == .ordinary }
    /// Without VAT, Italian documents bear a stamp.
    var bearsStamp: Bool { self != .ordinary && self != .foreign }
    var series: String { isReceipt ? "R" : "F" }

    var nature: VATNature? {
        switch self {
        case .forfettario: .noVAT
        case .exempt: .exempt
        case .receipt, .ordinary, .foreign: nil
        }
    }
}
