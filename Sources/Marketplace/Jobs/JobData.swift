import Kernel
import Platform
import Store

private let contracts: LocalizedText = [
    "en":
        "Records of contracts are kept for seven years: what was ordered, when and for how much. Texts, addresses and reasons of finished jobs are deleted with the account; those of others when the job is over."
]

/// The jobs of a customer, and those of a provider as far as they are theirs.
let jobData = PersonalData(
    "jobs",
    ["en": "Jobs"],
    tables: ["market_job", "history"],
    rows: { "market_job j WHERE j.customer_id = \($0)" },
    export: .init(
        by: "j.id",
        .id("id", "j.id"),
        .text("title", "j.title"),
        .text("description", "j.description"),
        .sealedText("address", "j.address", Job.sealedAddress),
        .sealedText("access_note", "j.access_note", Job.sealedAccessNote),
        .text("point", "CAST(j.lat AS text) || ',' || CAST(j.lon AS text)"),
        .instant("window_from", "j.window_from"),
        .instant("window_until", "j.window_until"),
        .text("state", "j.state"),
        .instant("posted_at", "j.posted_at"),
        .instant("over_at", "j.over_at")
    ),
    erasure: .keep(.init(for: .years(7), from: "j.over_at"), because: contracts) { account, _ in
        [
            "UPDATE history SET reason = NULL WHERE subject_kind = \(Job.kind) AND actor_id = \(account)",
            forgotten("customer_id = \(account) AND over_at IS NOT NULL"),
        ]
    }
)

let awardData = PersonalData(
    "awards",
    ["en": "Accepted quotes"],
    tables: ["award"],
    rows: { "award a JOIN provider p ON p.id = a.provider_id WHERE p.account_id = \($0)" },
    export: .init(
        by: "a.id",
        .id("job_id", "a.job_id"),
        .integer("amount_minor", "a.amount"),
        .integer("commission_minor", "a.commission_minor"),
        .instant("start", "a.start_at"),
        .integer("minutes", "a.minutes"),
        .instant("created_at", "a.created_at")
    ),
    erasure: .keep(.init(for: .years(7), from: "a.created_at"), because: contracts)
)

let jobFileData = PersonalData(
    "job_files",
    ["en": "Files of jobs"],
    tables: ["job_file"],
    rows: { "job_file f JOIN market_job j ON j.id = f.job_id WHERE j.customer_id = \($0)" },
    export: .init(by: "f.file_id", .id("job_id", "f.job_id"), .id("file_id", "f.file_id")),
    erasure: .delete(because: Privacy.notNeeded) {
        ["DELETE FROM job_file WHERE job_id IN (SELECT j.id FROM market_job j WHERE j.customer_id = \($0))"]
    },
    files: {
        "SELECT f.file_id FROM job_file f JOIN market_job j ON j.id = f.job_id WHERE j.customer_id = \($0)"
    }
)

/// Addresses and texts are useful for complaints, and are not part of the books.
let jobRetention = Retention(
    "job_addresses",
    ["en": "Addresses and texts of jobs"],
    keep: .years(2),
    from: ["en": "the end of the job"],
    then: .anonymise,
    basis: contracts,
    key: "j.id",
    account: "j.customer_id",
    due: { "market_job j WHERE j.over_at < \($0) AND j.description <> \(erased)" },
    files: { "SELECT f.file_id FROM job_file f WHERE f.job_id \(in: $0)" },
    steps: { jobs in
        [
            "DELETE FROM job_file WHERE job_id \(in: jobs)",
            "UPDATE history SET reason = NULL WHERE subject_kind = \(Job.kind) AND subject_id \(in: jobs)",
            forgotten("id \(in: jobs)"),
        ]
    }
)

private let erased = "-"

/// Nothing of the customer's own words and of the place stays; the address can no longer be opened.
private func forgotten(_ condition: SQL) -> SQL {
    """
    UPDATE market_job
       SET title = 'Former job', description = \(erased), masked_title = NULL, masked_description = NULL,
           address = \([UInt8]()), access_note = NULL, lat = round(lat), lon = round(lon)
     WHERE \(condition)
    """
}
