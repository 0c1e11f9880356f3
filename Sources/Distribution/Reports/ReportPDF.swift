import Kernel
import Platform
import Web

/// A report laid out as a PDF.
struct ReportPDF {
    var report: ReportDocument

    init(_ report: Report, _ filter: ExportFilter, _ call: Call, _ context: ReportContext) {
        let layout = ReportLayout(context, call.site, groupsThousands: true)
        self.report = ReportDocument(report, layout, madeAt: call.now, at: call.site)
        let days = [filter.from, filter.to].map { $0?.description ?? "…" }
        let isAll = filter.from == nil && filter.to == nil
        let period = (name: word(.period), value: isAll ? word(.always) : days.joined(separator: " – "))
        self.report.document.facts([self.report.made, period])
    }

    func money(_ amount: Int64) -> String { report.layout.money(amount) + " " + word(.dinars) }

    func word(_ word: Word) -> String { word.text.text(in: report.layout.languages) }

    mutating func facts(_ facts: [(Word, String)]) {
        report.document.facts(facts.map { (name: word($0.0), value: $0.1) })
    }

    mutating func section(_ title: Word) {
        report.document.heading(word(title), level: .section)
    }
}

extension ReportPDF {
    enum Word {
        case period, always, orders, pieces, discount, total, products, value, dinars, byCompany,
            company

        // swift-format-ignore
        var text: LocalizedText {
            switch self {
            case .period:    ["en": "Period", "ar": "الفترة", "ku": "ماوە"]
            case .always:    ["en": "From the start until now", "ar": "منذ البداية حتى الآن", "ku": "لە سەرەتاوە تا ئێستا"]
            case .orders:    ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"]
            case .pieces:    ["en": "Pieces", "ar": "القطع", "ku": "دانە"]
            case .discount:  ["en": "Discount", "ar": "الخصم", "ku": "داشکاندن"]
            case .total:     ["en": "Total", "ar": "الإجمالي", "ku": "کۆی گشتی"]
            case .products:  ["en": "Products", "ar": "المنتجات", "ku": "بەرهەمەکان"]
            case .value:     ["en": "Stock value", "ar": "قيمة المخزون", "ku": "بەهای کۆگا"]
            case .dinars:    ["en": "IQD", "ar": "د.ع", "ku": "د.ع"]
            case .byCompany: ["en": "By company", "ar": "حسب الشركة", "ku": "بەپێی کۆمپانیا"]
            case .company:   ["en": "Company", "ar": "الشركة", "ku": "کۆمپانیا"]
            }
        }
    }
}
