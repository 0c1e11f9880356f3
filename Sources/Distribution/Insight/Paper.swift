import Kernel
import Platform
import Web

/// A report being laid out for people, in the language and the direction they read.
struct Paper {
    var document: PDFDocument
    let layout: ReportLayout
    private let fileName: String

    init(_ report: Report, _ filter: ExportFilter, _ call: Call, _ context: ReportContext) {
        let title = report.title.text(in: context.languages)
        layout = ReportLayout(context, call.site, groupsThousands: true)
        document = PDFDocument(
            title: title,
            author: call.site.product.title,
            language: context.languages.first ?? .arabic,
            createdAt: call.now
        )
        document.footer = "\(call.site.product.title) · \(title)"
        document.heading(title)
        fileName = "\(report.name)-\(context.zone.civil(call.now).date).pdf"
        let days = [filter.from, filter.to].map { $0?.description ?? "…" }
        facts([
            (.made, layout.text(of: call.now)),
            (.period, filter.from == nil && filter.to == nil ? word(.always) : days.joined(separator: " – ")),
        ])
    }

    func money(_ amount: Int64) -> String { layout.money(amount) + " " + word(.dinars) }

    func word(_ word: Word) -> String { word.text.text(in: layout.languages) }

    mutating func facts(_ facts: [(Word, String)]) {
        document.facts(facts.map { (name: word($0.0), value: $0.1) })
    }

    mutating func section(_ title: Word) {
        document.heading(word(title), level: .section)
    }

    func printed(at site: Site) async throws -> Raw {
        Raw("application/pdf", try await site.outside.press.print(document), fileName: fileName)
    }
}

extension Paper {
    enum Word {
        case made, period, always, orders, pieces, discount, total, products, value, dinars, byCompany,
            company

        // swift-format-ignore
        var text: LocalizedText {
            switch self {
            case .made:      ["en": "Made", "ar": "تاريخ الإصدار", "ku": "کاتی دروستکردن"]
            case .period:    ["en": "Period", "ar": "الفترة", "ku": "ماوە"]
            case .always:    ["en": "From the beginning until now", "ar": "منذ البداية حتى الآن", "ku": "لە سەرەتاوە تا ئێستا"]
            case .orders:    ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"]
            case .pieces:    ["en": "Pieces", "ar": "القطع", "ku": "دانە"]
            case .discount:  ["en": "Discount", "ar": "الخصم", "ku": "داشکاندن"]
            case .total:     ["en": "Total", "ar": "الإجمالي", "ku": "کۆی گشتی"]
            case .products:  ["en": "Products", "ar": "المنتجات", "ku": "بەرهەمەکان"]
            case .value:     ["en": "Value in store", "ar": "قيمة المخزون", "ku": "بەهای کۆگا"]
            case .dinars:    ["en": "IQD", "ar": "د.ع", "ku": "د.ع"]
            case .byCompany: ["en": "By company", "ar": "حسب الشركة", "ku": "بەپێی کۆمپانیا"]
            case .company:   ["en": "Company", "ar": "الشركة", "ku": "کۆمپانیا"]
            }
        }
    }
}
