import Kernel
import Platform

extension RetentionLaw {
    /// The Italian civil code (c.c.) and the GDPR.
    static let italy = RetentionLaw(
        payments: Ground(
            keep: .years(10),
            because: [
                "en":
                    "Accounting records and their documents are kept for ten years (c.c. art. 2220; GDPR art. 17(3)(b)).",
                "it":
                    "Le scritture contabili e i documenti si conservano dieci anni (art. 2220 c.c.; GDPR art. 17(3)(b)).",
            ]
        ),
        invoices: Ground(
            keep: .years(10),
            because: [
                "en": "Accounting records are kept for ten years (c.c. art. 2220; GDPR art. 17(3)(b)).",
                "it": "Le scritture contabili si conservano dieci anni (art. 2220 c.c.; GDPR art. 17(3)(b)).",
            ]
        ),
        consents: Ground(
            keep: .years(5),
            because: [
                "en":
                    "Proof of consent (GDPR art. 7(1), 17(3)(e)); limitation of claims, c.c. art. 2947.",
                "it": "Prova dei consensi (GDPR art. 7(1), 17(3)(e)); prescrizione, art. 2947 c.c.",
            ],
            basis: [
                "en": "GDPR art. 7(1), 17(3)(e); c.c. art. 2947",
                "it": "GDPR art. 7(1), 17(3)(e); art. 2947 c.c.",
            ]
        )
    )
}
