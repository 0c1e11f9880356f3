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
        let title = "\(words(kind)) \(invoice.reference)"
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
        for note in notes { document.paragraph(note, .small) }
        return document
    }

    private var kind: Word {
        switch invoice.kind {
        case .creditNote: .creditNote
        case .invoice: invoice.isReceipt ? .receipt : .invoice
        }
    }

    /// The remarks on VAT and stamp duty that the law demands.
    private var notes: [String] {
        [
            invoice.nature?.note.text(in: invoice.language),
            invoice.isReverseCharge ? words(.reverseCharge) : nil,
            invoice.stamp > .zero ? "\(words(.stamp)): \(amount(invoice.stamp.value))" : nil,
        ].compactMap(\.self)
    }

    private var items: PDFTable {
        PDFTable(
            [
                .init(words(.description), width: 5), .init(words(.rate), width: 1, isNumeric: true),
                .init(words(invoice.netLines.isEmpty ? .amount : .net), width: 1.6, isNumeric: true),
            ],
            invoice.lines.map { [$0.description, percent($0.vatRate), amount($0.gross.value)] }
                + invoice.netLines.map { [$0.description, percent($0.vatRate), amount($0.net)] },
            totals: sums.map { [words($0), "", amount($1)] }
        )
    }

    /// The amounts below the items: the total, and its parts after items without the tax.
    private var sums: [(Word, Int64)] {
        let total = [(Word.total, invoice.total.value)]
        return invoice.netLines.isEmpty ? total : [(.net, invoice.net), (.tax, invoice.vat)] + total
    }

    private var taxes: PDFTable {
        PDFTable(
            [
                .init(words(.rate), width: 1), .init(words(.net), isNumeric: true),
                .init(words(.tax), isNumeric: true), .init(words(.gross), isNumeric: true),
            ],
            invoice.taxes.map {
                [percent($0.vatRate), amount($0.net.value), amount($0.tax.value), amount($0.gross.value)]
            }
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
    private func amount(_ minor: Int64) -> String {
        "\(format.decimal(minor, invoice.currency.exponent)) \(invoice.currency)"
    }

    private func percent(_ rate: Percent) -> String {
        let isWhole = rate.value.isMultiple(of: 100)
        return isWhole ? "\(rate.value / 100) %" : "\(format.decimal(Int64(rate.value), 2)) %"
    }
}

private enum Word {
    case invoice, receipt, creditNote, date, corrects, description, rate, amount, total, net, tax, gross,
        vatNumber, taxCode, reverseCharge, stamp

    // swift-format-ignore
    var text: LocalizedText {
        switch self {
        case .invoice:     ["en": "Invoice", "it": "Fattura", "ar": "فاتورة", "ku": "پسوولە"]
        case .receipt:     ["en": "Receipt", "it": "Ricevuta", "ar": "إيصال", "ku": "وەسڵ"]
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
        case .reverseCharge: ["en": "Reverse charge: the customer owes the VAT.", "it": "Inversione contabile (reverse charge).", "ar": "الاحتساب العكسي: الضريبة على العميل.", "ku": "باج لەسەر کڕیارە (reverse charge)."]
        case .stamp:       ["en": "Stamp duty, paid by the issuer", "it": "Imposta di bollo assolta dall'emittente", "ar": "رسم الطابع، يدفعه المصدر", "ku": "ڕەسمی پوول، دەرکەر دەیدات"]
        }
    }
}
