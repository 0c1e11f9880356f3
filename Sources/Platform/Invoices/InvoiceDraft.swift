import Kernel

/// The contents of an invoice to be issued.
///
/// The amounts of ``lines`` include the tax, as consumer prices do; those of ``netLines`` do not, and the tax is reckoned on
/// their sum. A draft has lines of one sort.
package struct InvoiceDraft: Sendable {
    package let account: ID<Account>
    /// The letters before the number, such as `F`; numbers are counted for each series and year.
    package let series: String
    /// The cause, such as `payment:…`: it has one invoice, however often one is requested.
    package let cause: String
    package let currency: Currency
    package let language: Language
    package let issuer: InvoiceParty
    package let customer: InvoiceParty
    package let lines: [InvoiceLine]
    package let netLines: [InvoiceNetLine]
    /// The account in whose name it is issued, which has numbers of its own; nil for the operator of the server.
    package let issuerAccount: ID<Account>?
    /// Whether it is a receipt: the seller issues no invoices.
    package let isReceipt: Bool
    /// Why it states no VAT; nil when it does, and for receipts.
    package let nature: VATNature?
    /// Whether the buyer owes the VAT.
    package let isReverseCharge: Bool
    /// The stamp duty on it; nil where there is none.
    package let stamp: StampDuty?

    package init(
        account: ID<Account>,
        series: String,
        cause: String,
        currency: Currency,
        language: Language,
        issuer: InvoiceParty,
        customer: InvoiceParty,
        lines: [InvoiceLine] = [],
        netLines: [InvoiceNetLine] = [],
        issuerAccount: ID<Account>? = nil,
        isReceipt: Bool = false,
        nature: VATNature? = nil,
        isReverseCharge: Bool = false,
        stamp: StampDuty? = nil
    ) {
        self.account = account
        self.series = series
        self.cause = cause
        self.currency = currency
        self.language = language
        self.issuer = issuer
        self.customer = customer
        self.lines = lines
        self.netLines = netLines
        self.issuerAccount = issuerAccount
        self.isReceipt = isReceipt
        self.nature = nature
        self.isReverseCharge = isReverseCharge
        self.stamp = stamp
    }
}

/// The seller or the buyer of an invoice, with name and address on the day of issue.
package struct InvoiceParty: Codable, Sendable, Hashable {
    /// The full name of a person or company, as printed.
    package var name: String
    /// The postal address in printed lines.
    package var address: [String]
    /// The Italian tax code (codice fiscale) or its equivalent; absent without one.
    package var taxCode: String?
    /// The VAT number; absent for consumers.
    package var vatNumber: String?

    package init(name: String, address: [String], taxCode: String? = nil, vatNumber: String? = nil) {
        self.name = name
        self.address = address
        self.taxCode = taxCode
        self.vatNumber = vatNumber
    }
}

/// One item of an invoice.
package struct InvoiceLine: Codable, Sendable, Hashable {
    /// The goods or the service, in the customer's language.
    package var description: String
    /// In minor units of the invoice's currency, VAT included.
    package var gross: Cents
    /// The rate of VAT within `gross`, in hundredths of a percent: 2200 is 22 percent.
    package var vatRate: Percent

    package init(_ description: String, gross: Cents, vatRate: Percent) {
        self.description = description
        self.gross = gross
        self.vatRate = vatRate
    }
}

/// One item of an invoice whose tax is reckoned on the sum.
package struct InvoiceNetLine: Codable, Sendable, Hashable {
    /// The goods or the service, in the customer's language.
    package var description: String
    /// In minor units of the invoice's currency, without VAT; negative for a deduction.
    package var net: Int64
    /// The rate of VAT on top of `net`, in hundredths of a percent: 2200 is 22 percent.
    package var vatRate: Percent

    package init(_ description: String, net: Int64, vatRate: Percent) {
        self.description = description
        self.net = net
        self.vatRate = vatRate
    }
}

/// The sums of all lines with one rate of VAT; together they make the invoice's total.
package struct InvoiceTax: Codable, Sendable, Hashable {
    /// The rate of VAT in hundredths of a percent: 2200 is 22 percent.
    package var vatRate: Percent
    /// In minor units of the invoice's currency, without VAT.
    package var net: Cents
    /// The VAT, in minor units of the invoice's currency.
    package var tax: Cents
    /// In minor units of the invoice's currency, VAT included.
    package var gross: Cents

    /// By rate, the highest first.
    static func summary(of lines: [InvoiceLine]) throws -> [InvoiceTax] {
        let rates = Set(lines.map(\.vatRate)).sorted(by: >)
        return try rates.map { rate in
            let gross = try lines.filter { $0.vatRate == rate }.reduce(Cents.zero) { try $0.adding($1.gross) }
            let parts = VAT.within(gross: gross, at: rate)
            guard let net = Cents(parts.net), let tax = Cents(parts.tax) else {
                throw Problem(.internalError)
            }
            return InvoiceTax(vatRate: rate, net: net, tax: tax, gross: gross)
        }
    }
    /// The same for net lines: the tax is reckoned on the sum of each rate.
    static func summary(of lines: [InvoiceNetLine]) throws -> [InvoiceTax] {
        let rates = Set(lines.map(\.vatRate)).sorted(by: >)
        return try rates.map { rate in
            let sum = lines.filter { $0.vatRate == rate }.reduce(0) { $0 + $1.net }
            guard let net = Cents(sum) else { throw Problem(.internalError) }
            let tax = VAT.onTop(of: net, at: rate)
            return InvoiceTax(vatRate: rate, net: net, tax: tax, gross: try net.adding(tax))
        }
    }
}
