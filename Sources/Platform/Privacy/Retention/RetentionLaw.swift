import Kernel

/// The legal grounds for keeping records after the end of an account, by the law of the product's country.
package struct RetentionLaw: Sendable {
    /// For payments and subscriptions.
    package var payments: Ground
    package var invoices: Ground
    package var consents: Ground

    package struct Ground: Sendable {
        let period: Period
        let reason: LocalizedText
        /// The short form of the reason, for a table of periods.
        let basis: LocalizedText

        package init(keep period: Period, because reason: LocalizedText, basis: LocalizedText? = nil) {
            self.period = period
            self.reason = reason
            self.basis = basis ?? reason
        }
    }

    package init(payments: Ground, invoices: Ground, consents: Ground) {
        self.payments = payments
        self.invoices = invoices
        self.consents = consents
    }

    /// Grounds without articles of a national law.
    package static let general = RetentionLaw(
        payments: Ground(
            keep: .years(10),
            because: [
                "en": "Accounting records and their documents are kept for ten years (GDPR art. 17(3)(b)).",
                "it": "Le scritture contabili e i documenti si conservano dieci anni (GDPR art. 17(3)(b)).",
                "ar": "تُحفظ السجلات المحاسبية ووثائقها عشر سنوات (GDPR art. 17(3)(b)).",
                "ku": "تۆمارە ژمێریارییەکان و بەڵگەنامەکانیان دە ساڵ هەڵدەگیرێن (GDPR art. 17(3)(b)).",
            ]
        ),
        invoices: Ground(
            keep: .years(10),
            because: [
                "en": "Accounting records are kept for ten years (GDPR art. 17(3)(b)).",
                "it": "Le scritture contabili si conservano dieci anni (GDPR art. 17(3)(b)).",
                "ar": "تُحفظ السجلات المحاسبية عشر سنوات (GDPR art. 17(3)(b)).",
                "ku": "تۆماری ژمێریاری دە ساڵ هەڵدەگیرێت (GDPR art. 17(3)(b)).",
            ]
        ),
        consents: Ground(
            keep: .years(5),
            because: [
                "en": "Proof of the consents given (GDPR art. 7(1), 17(3)(e)).",
                "it": "Prova dei consensi (GDPR art. 7(1), 17(3)(e)).",
                "ar": "إثبات الموافقات الممنوحة (GDPR art. 7(1), 17(3)(e)).",
                "ku": "بەڵگەی ڕەزامەندییە دراوەکان (GDPR art. 7(1), 17(3)(e)).",
            ],
            basis: [
                "en": "GDPR art. 7(1), 17(3)(e)", "it": "GDPR art. 7(1), 17(3)(e)",
                "ar": "GDPR art. 7(1), 17(3)(e)", "ku": "GDPR art. 7(1), 17(3)(e)",
            ]
        )
    )
}
