import Kernel
import Platform
import Web

/// A report laid out as a PDF.
struct ReportPDF {
    var report: ReportDocument

    /// Begins with the title, the time of creation and the period, if there is one.
    init(_ report: Report, _ period: ReportPeriod?, _ call: Call, _ context: ReportContext) {
        let layout = ReportLayout(context, call.site, groupsThousands: true)
        self.report = ReportDocument(report, layout, madeAt: call.now, at: call.site)
        var facts = [self.report.made]
        if let period { facts.append((name: word(.period), value: text(of: period))) }
        self.report.document.facts(facts)
    }

    private func text(of period: ReportPeriod) -> String {
        guard period.from != nil || period.to != nil else { return word(.always) }
        return [period.from, period.to].map { $0?.description ?? "…" }.joined(separator: " – ")
    }

    func money(_ amount: Int64) -> String { report.layout.money(amount) + " " + word(.dinars) }

    func word(_ word: Word) -> String { word.text.text(in: report.layout.languages) }

    mutating func facts(_ facts: [(Word, String)]) {
        report.document.facts(facts.map { (name: word($0.0), value: $0.1) })
    }

    /// The values of a row, one below the other, without identifiers and empty ones.
    mutating func facts(_ row: ReportRow, _ columns: [ReportColumn]) {
        var facts: [(name: String, value: String)] = []
        for (column, value) in zip(columns, row.values) where column.kind != .id {
            let words = text(of: value, in: column)
            if !words.isEmpty { facts.append((name: title(of: column), value: words)) }
        }
        report.document.facts(facts)
    }

    /// The number of rows, and the sums of the columns that the report adds up.
    mutating func sums(of rows: [ReportRow], in source: Report) {
        let names = MarketReports.summed[source.name] ?? []
        var facts = [(name: word(.rows), value: String(rows.count))]
        for (index, column) in source.columns.enumerated() where names.contains(column.key) {
            let sum = Self.sum(of: index, rows)
            facts.append((name: title(of: column), value: text(of: sum, in: column)))
        }
        section(.sums)
        report.document.facts(facts)
    }

    private static func sum(of column: Int, _ rows: [ReportRow]) -> ReportValue {
        let greatest = StockReport.maximumValue
        return .integer(
            rows.compactMap { $0.values[column].integer }.reduce(0) { max(-greatest, min(greatest, $0 + $1)) }
        )
    }

    private func title(of column: ReportColumn) -> String { column.title.text(in: report.layout.languages) }

    private func text(of value: ReportValue, in column: ReportColumn) -> String {
        let words = report.layout.text(of: value, in: column)
        return column.kind == .money ? words + " " + word(.dinars) : words
    }

    mutating func section(_ title: Word) {
        report.document.heading(word(title), level: .section)
    }
}

extension ReportPDF {
    enum Word {
        case period, always, orders, pieces, discount, total, rows, sums, dinars, byCompany, company

        // swift-format-ignore
        var text: LocalizedText {
            switch self {
            case .period:    ["en": "Period", "ar": "الفترة", "ku": "ماوە"]
            case .always:    ["en": "From the start until now", "ar": "منذ البداية حتى الآن", "ku": "لە سەرەتاوە تا ئێستا"]
            case .orders:    ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"]
            case .pieces:    ["en": "Pieces", "ar": "القطع", "ku": "دانە"]
            case .discount:  ["en": "Discount", "ar": "الخصم", "ku": "داشکاندن"]
            case .total:     ["en": "Total", "ar": "الإجمالي", "ku": "کۆی گشتی"]
            case .rows:      ["en": "Rows", "ar": "الصفوف", "ku": "ڕیزەکان"]
            case .sums:      ["en": "Sums of all rows", "ar": "مجاميع كل الصفوف", "ku": "کۆی هەموو ڕیزەکان"]
            case .dinars:    ["en": "IQD", "ar": "د.ع", "ku": "د.ع"]
            case .byCompany: ["en": "By company", "ar": "حسب الشركة", "ku": "بەپێی کۆمپانیا"]
            case .company:   ["en": "Company", "ar": "الشركة", "ku": "کۆمپانیا"]
            }
        }
    }
}
