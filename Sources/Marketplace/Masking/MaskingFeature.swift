import Kernel
import Platform
import Store

extension Feature {
    static let masking = Feature(
        migrations: [
            Migration(
                id: "marketplace/masking-001",
                """
                CREATE TABLE contact_hit (
                    job_id {id} NOT NULL REFERENCES market_job (id) ON DELETE CASCADE,
                    account_id {id} NOT NULL REFERENCES account (id),
                    hits {int} NOT NULL CHECK (hits > 0),
                    updated_at {instant} NOT NULL,
                    PRIMARY KEY (job_id, account_id)
                ) {strict};
                CREATE INDEX contact_hit_account ON contact_hit (account_id);
                """
            )
        ],
        personalData: [
            PersonalData(
                "contact_hits",
                ["en": "Attempts to pass on contact data"],
                tables: ["contact_hit"],
                rows: { "contact_hit h WHERE h.account_id = \($0)" },
                export: .init(
                    by: "h.job_id",
                    .id("job_id", "h.job_id"),
                    .integer("times", "h.hits"),
                    .instant("updated_at", "h.updated_at")
                ),
                erasure: .delete(because: Privacy.notNeeded) {
                    ["DELETE FROM contact_hit WHERE account_id = \($0)"]
                }
            )
        ],
        templates: [.contactDataHidden]
    )
}
