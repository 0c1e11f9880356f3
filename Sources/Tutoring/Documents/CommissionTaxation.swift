import Kernel
import Platform
import Store

/// The VAT on the platform's commission.
struct CommissionTaxation: Sendable {
    let rate: Percent
    let nature: VATNature?
    let isReverseCharge: Bool

    /// 22 % for tutors in Italy, and elsewhere in the Union without a VAT number; with one reverse charge, outside none.
    init(of tutor: Tutor, _ tx: borrowing Tx) throws {
        guard !CommissionVAT.isDue(by: tutor) else {
            (rate, nature, isReverseCharge) = (try .vat(tx), nil, false)
            return
        }
        (rate, nature) = (try .none(), .abroad)
        isReverseCharge = CommissionVAT.isInUnion(tutor.country)
    }
}
