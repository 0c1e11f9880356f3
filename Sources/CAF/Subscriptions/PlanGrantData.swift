import Kernel
import Platform
import Store

/// The plans that the office has given; without the reason, which is a note of the office.
let grantData = PersonalData(
    "plan_grants",
    ["en": "Plans granted by the office", "it": "Piani assegnati dall'ufficio"],
    tables: ["plan_grant"],
    rows: { "plan_grant g JOIN plan n ON n.id = g.plan_id WHERE g.account_id = \($0)" },
    export: .init(
        by: "g.id",
        .id("id", "g.id"),
        .text("plan", "n.code"),
        .instant("starts_at", "g.starts_at"),
        .instant("ends_at", "g.ends_at"),
        .instant("revoked_at", "g.revoked_at")
    ),
    erasure: .delete(because: [
        "en": "No longer needed after the deletion of the account (GDPR art. 17(1)(a)).",
        "it": "Non più necessari dopo la cancellazione dell'account (GDPR art. 17(1)(a)).",
    ]) { account in
        ["DELETE FROM plan_grant WHERE account_id = \(account)"]
    }
)

let grantRetention = Retention(
    "plan_grants",
    ["en": "Plans granted by the office", "it": "Piani assegnati dall'ufficio"],
    keep: .years(2),
    from: ["en": "the end of the plan", "it": "la fine del piano"],
    then: .delete,
    basis: [
        "en": "Storage limitation, GDPR art. 5(1)(e)",
        "it": "Limitazione della conservazione, GDPR art. 5(1)(e)",
    ],
    key: "g.id",
    account: "g.account_id",
    due: { "plan_grant g WHERE g.ends_at < \($0)" },
    steps: { ["DELETE FROM plan_grant WHERE id \(in: $0)"] }
)
