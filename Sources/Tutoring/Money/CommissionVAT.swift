import Kernel
import Platform
import Store

/// The VAT on the platform's commission.
enum CommissionVAT {
    /// Whether it is due: for tutors in Italy, and for those elsewhere in the Union without a VAT number; with one it is
    /// reverse charge, and outside of the Union there is none.
    static func isDue(country: CountryCode, hasVATNumber: Bool) -> Bool {
        country.rawValue == "IT" || isInUnion(country) && !hasVATNumber
    }

    static func isDue(by tutor: Tutor) -> Bool {
        isDue(country: tutor.country, hasVATNumber: tutor.vatNumber != nil)
    }

    /// The rate of today, in basis points; 0 where it is not due.
    static func basisPoints(for tutor: Tutor, _ tx: borrowing Tx) throws -> Int {
        guard isDue(by: tutor) else { return 0 }
        return Int(try Policies.value(.commissionVatBp, at: tx.now, tx))
    }

    static func basisPoints(for tutor: Tutor, under policies: Policies) -> Int {
        isDue(by: tutor) ? Int(policies[.commissionVatBp]) : 0
    }

    static func isInUnion(_ country: CountryCode) -> Bool { union.contains(country.rawValue) }

    private static let union: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV",
        "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
}
