import Kernel
import Platform
import Store

extension Quota {
    static let purchasesAnHour = Quota(
        "tutoring.purchases_an_hour",
        .purchaseMake,
        most: 60,
        .window(.hours(1)),
        counting: .rows(weight: "1", at: "p.created_at") { "purchase p WHERE p.student_id = \($0.account)" },
        counted: ["it": "acquisti in un'ora", "en": "purchases within an hour"],
        frees: ["it": "Ogni acquisto si libera dopo un'ora.", "en": "Each frees an hour later."],
        because: "Each purchase opens a payment at the provider."
    )
}
