import Kernel
import Platform
import Store

/// The uses of plans, which are deleted with their requests.
let subscriptionData = PersonalData(
    "plan_usage",
    ["en": "Use of the subscription", "it": "Utilizzo dell'abbonamento"],
    tables: ["plan_usage", "plan_allowance"],
    rows: { "plan_usage w WHERE w.account_id = \($0)" },
    export: .init(
        by: "w.request_id",
        .id("request_id", "w.request_id"),
        .text("service", "w.service"),
        .instant("consumed_at", "w.consumed_at")
    ),
    erasure: .delete(because: [
        "en": "No longer needed after the deletion of the account (GDPR art. 17(1)(a)).",
        "it": "Non più necessari dopo la cancellazione dell'account (GDPR art. 17(1)(a)).",
    ]) { account in
        [
            "DELETE FROM plan_usage WHERE account_id = \(account)",
            "DELETE FROM plan_allowance WHERE account_id = \(account)",
        ]
    }
)
