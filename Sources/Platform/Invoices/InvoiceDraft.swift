import Kernel

/// What is to be invoiced: amounts with the tax in them, as consumers are told prices.
package struct InvoiceDraft: Sendable {
    package let account: ID<Account>
    /// Numbers are counted for each series and year, as `F`.
    package let series: String
    /// What it is for, as `payment:…`: there is one invoice for it, however often it is asked for.
    package let cause: String
    package let currency: Currency
    package let language: Language
    package let issuer: InvoiceParty
    package let customer: InvoiceParty
    package let lines: [InvoiceLine]

    package init(
        account: ID<Account>,
        series: String,
        cause: String,
        currency: Currency,
        language: Language,
        issuer: InvoiceParty,
        customer: InvoiceParty,
        lines: [InvoiceLine]
    ) {
        self.account = account
        self.series = series
        self.cause = cause
        self.currency = currency
        self.language = language
        self.issuer = issuer
        self.customer = customer
        self.lines = lines
    }
}

/// Who issues it or whom it is for, as they were called on that day.
package struct InvoiceParty: Codable, Sendable, Hashable {
    package var name: String
    package var address: [String]
    package var taxCode: String?
    package var vatNumber: String?

    package init(name: String, address: [String], taxCode: String? = nil, vatNumber: String? = nil) {
        self.name = name
        self.address = address
        self.taxCode = taxCode
        self.vatNumber = vatNumber
    }
}

package struct InvoiceLine: Codable, Sendable, Hashable {
    package var description: String
    package var gross: Cents
    package var vatRate: Percent

    package init(_ description: String, gross: Cents, vatRate: Percent) {
        self.description = description
        self.gross = gross
        self.vatRate = vatRate
    }
}

/// The tax of all lines with one rate; the sums of an invoice are the sums of these.
package struct InvoiceTax: Codable, Sendable, Hashable {
    package var vatRate: Percent
    package var net: Cents
    package var tax: Cents
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
}
