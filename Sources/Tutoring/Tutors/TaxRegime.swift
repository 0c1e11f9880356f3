import Kernel
import Store

/// The tax regime of a tutor, which decides the documents of the lessons.
enum TaxRegime: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// No VAT number: receipts for occasional work.
    case none
    /// The flat-rate regime: invoices without VAT.
    case forfettario
    /// The ordinary regime: VAT by the subject.
    case ordinary
}
