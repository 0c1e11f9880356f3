import Kernel

/// The printed invoice, in the customer's language.
struct InvoiceDocument {
    private let invoice: Invoice
    private let corrected: String?

    init(_ invoice: Invoice, correcting corrected: String?) {
        self.invoice = invoice
        self.corrected = corrected
    }

    var document: PDFDocument {
        let title = "\(words(invoice.kind == .invoice ? .invoice : .creditNote)) \(invoice.reference)"
        var document = PDFDocument(
            title: title,
            author: invoice.issuer.name,
            language: invoice.language,
            createdAt: invoice.issuedAt
        )
        document.footer = ([invoice.issuer.name] + numbers(of: invoice.issuer)).joined(separator: " · ")
        document.heading(title)
        document.pair(lines(of: invoice.issuer), lines(of: invoice.customer))
        var facts = [(name: words(.date), value: format.day(invoice.issuedOn))]
        if let corrected { facts.append((name: words(.corrects), value: corrected)) }
        document.facts(facts)
        document.table(items)
        document.table(taxes)
        return document
    }

    private var items: PDFTable {
        PDFTable(
            [
                .init(words(.description), width: 5), .init(words(.rate), width: 1, isNumeric: true),
                .init(words(.amount), width: 1.6, isNumeric: true),
            ],
            invoice.lines.map { [$0.description, percent($0.vatRate), amount($0.gross)] },
            totals: [[words(.total), "", amount(invoice.total)]]
        )
    }

    private var taxes: PDFTable {
        PDFTable(
            [
                .init(words(.rate), width: 1), .init(words(.net), isNumeric: true),
                .init(words(.tax), isNumeric: true), .init(words(.gross), isNumeric: true),
            ],
            invoice.taxes.map { [percent($0.vatRate), amount($0.net), amount($0.tax), amount($0.gross)] }
        )
    }

    private func lines(of party: InvoiceParty) -> String {
        ([party.name] + party.address + numbers(of: party)).joined(separator: "\n")
    }

    private func numbers(of party: InvoiceParty) -> [String] {
        [
            party.vatNumber.map { "\(words(.vatNumber)) \($0)" },
            party.taxCode.map { "\(words(.taxCode)) \($0)" },
        ].compactMap(\.self)
    }

    private var format: LocalFormat { .of(invoice.language) }

    private func words(_ word: Word) -> String { word.text.text(in: invoice.language) }

    /// An amount, such as `1.234,50 EUR` in Italian and `1,234.50 EUR` in English.
    private func amount(_ cents: Cents) -> String {
        "\(format.decimal(cents.value, invoice.currency.exponent)) \(invoice.currency)"
    }

    private func percent(_ rate: Percent) -> String {
        let isWhole = rate.value.isMultiple(of: 100)
        return isWhole ? "\(rate.value / 100) %" : "\(format.decimal(Int64(rate.value), 2)) %"
    }
}

private enum Word {
    case invoice, creditNote, date, corrects, description, rate, amount, total, net, tax, gross, vatNumber,
        taxCode

    // swift-format-ignore
    var text: LocalizedText {
        switch self {
        case .invoice:     ["en": "Invoice", "it": "Fattura", "ar": "فاتورة", "ku": "پسوولە"]
        case .creditNote:  ["en": "Credit note", "it": "Nota di credito", "ar": "إشعار دائن", "ku": "پسوولەی گەڕاندنەوە"]
        case .date:        ["en": "Date", "it": "Data", "ar": "التاريخ", "ku": "بەروار"]
        case .corrects:    ["en": "Corrects invoice", "it": "A storno della fattura", "ar": "تصحيح للفاتورة", "ku": "ڕاستکردنەوەی پسوولە"]
        case .description: ["en": "Description", "it": "Descrizione", "ar": "الوصف", "ku": "وەسف"]
        case .rate:        ["en": "VAT", "it": "IVA", "ar": "ضريبة القيمة المضافة", "ku": "باجی بەهای زیادکراو"]
        case .amount:      ["en": "Amount (VAT included)", "it": "Importo (IVA inclusa)", "ar": "المبلغ (شامل الضريبة)", "ku": "بڕ (باجەکەی تێدایە)"]
        case .total:       ["en": "Total", "it": "Totale", "ar": "المجموع", "ku": "کۆی گشتی"]
        case .net:         ["en": "Net", "it": "Imponibile", "ar": "الصافي", "ku": "بێ باج"]
        case .tax:         ["en": "Tax", "it": "Imposta", "ar": "الضريبة", "ku": "باج"]
        case .gross:       ["en": "Gross", "it": "Totale", "ar": "الإجمالي", "ku": "بە باجەوە"]
        case .vatNumber:   ["en": "VAT no.", "it": "P. IVA", "ar": "الرقم الضريبي", "ku": "ژمارەی باج"]
        case .taxCode:     ["en": "Tax code", "it": "C.F.", "ar": "الرمز الضريبي", "ku": "کۆدی باج"]
        }
    }
}
