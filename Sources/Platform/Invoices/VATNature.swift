import Kernel
import Store

/// Why an invoice states no VAT, by the codes of the Italian electronic invoice.
package enum VATNature: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// The place of supply is abroad (articles 7 to 7-septies of D.P.R. 633/1972).
    case abroad = "N2.1"
    /// The seller has a regime without VAT, such as forfettario (L. 190/2014).
    case noVAT = "N2.2"
    /// The supply is exempt, such as school lessons (article 10 of D.P.R. 633/1972).
    case exempt = "N4"

    // swift-format-ignore
    var note: LocalizedText {
        switch self {
        case .abroad: ["en": "Not subject to VAT: place of supply abroad (art. 7-ter D.P.R. 633/1972), N2.1.", "it": "Operazione non soggetta a IVA (art. 7-ter D.P.R. 633/1972), N2.1.", "ar": "غير خاضع لضريبة القيمة المضافة: مكان التوريد في الخارج (N2.1).", "ku": "باجی بەهای زیادکراوی لەسەر نییە: شوێنی خزمەتگوزاری لە دەرەوەیە (N2.1)."]
        case .noVAT:  ["en": "Without VAT under L. 190/2014, art. 1 c. 54-89, N2.2.", "it": "Operazione senza IVA ai sensi della L. 190/2014, art. 1 c. 54-89, N2.2.", "ar": "بدون ضريبة القيمة المضافة (L. 190/2014، N2.2).", "ku": "بێ باجی بەهای زیادکراو (L. 190/2014، N2.2)."]
        case .exempt: ["en": "Exempt from VAT under art. 10 n. 20 D.P.R. 633/1972, N4.", "it": "Operazione esente da IVA ai sensi dell'art. 10 n. 20 D.P.R. 633/1972, N4.", "ar": "معفى من ضريبة القيمة المضافة (art. 10 n. 20 D.P.R. 633/1972، N4).", "ku": "لە باجی بەهای زیادکراو بەخشراوە (art. 10 n. 20 D.P.R. 633/1972، N4)."]
        }
    }
}
