import Kernel
import Platform
import Store

let tierData = PersonalData(
    "tiers",
    ["en": "Tiers"],
    tables: ["tier_decision", "tier_night", "tier_appeal", "job_direction"],
    rows: { account in
        "tier_decision t JOIN provider p ON p.id = t.provider_id WHERE p.account_id = \(account)"
    },
    export: .init(
        by: "t.id",
        .integer("from_tier", "t.from_tier"),
        .integer("to_tier", "t.to_tier"),
        .text("cause", "t.cause"),
        .json("evidence", "t.evidence"),
        .text("reason", "t.reason"),
        .instant("at", "t.at")
    ),
    erasure: .anonymise(because: ["en": "Decisions about the business stay; the person's own words do not."])
    { account, _ in
        [
            """
            UPDATE tier_appeal SET text = ''
             WHERE provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account))
            """
        ]
    }
)
