import Kernel
import Platform
import Store

extension Package {
    /// Packages are part of the contracts that they were sold in.
    static let personalData = PersonalData(
        "packages",
        ["it": "Pacchetti offerti", "en": "Packages on offer"],
        tables: ["package", "package_version"],
        rows: { "package k JOIN tutor t ON t.id = k.tutor_id WHERE t.account_id = \($0)" },
        export: .init(
            by: "k.id",
            .text("name", "k.name"),
            .text("subject", "k.subject"),
            .text("description", "k.description"),
            .text("state", "k.state"),
            .instant("created_at", "k.created_at")
        ),
        erasure: .keep(
            .init(for: .years(10), from: "k.created_at"),
            because: [
                "it": "Fanno parte dei contratti, conservati per dieci anni.",
                "en": "They are part of contracts, which are kept for ten years.",
            ]
        )
    )
}
