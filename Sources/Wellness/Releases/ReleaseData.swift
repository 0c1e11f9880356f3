import Kernel
import Platform
import Store

/// Membership in the releases of an organisation, under names that can be computed only with its sealed key.
let releaseMemberData = PersonalData(
    "release_members",
    ["en": "Membership in releases", "it": "Appartenenza alle pubblicazioni"],
    tables: ["release_member"],
    // The database alone cannot tell which rows are a person's.
    rows: { _ in "release_member m WHERE FALSE" },
    erasure: .anonymise(
        because: [
            "en":
                "One random name replaces the person's name in all releases; the frozen figures reveal nothing about anyone and stay (GDPR art. 17(3)(d), 89).",
            "it":
                "Un nome casuale sostituisce quello della persona in tutte le pubblicazioni; i dati già pubblicati non rivelano nulla su nessuno e restano (GDPR art. 17(3)(d), 89).",
        ]
    ) { account, site, tx in
        try ReleaseNames.forget(account, at: site, tx)
    }
)

/// Releases are deleted after 36 months, with everything that belongs to them.
let releaseRetention = Retention(
    "releases",
    ["en": "Releases of organisations", "it": "Pubblicazioni delle organizzazioni"],
    keep: .years(3),
    from: ["en": "the freeze", "it": "la chiusura dei dati"],
    then: .delete,
    basis: ["en": "GDPR art. 5(1)(e)", "it": "GDPR art. 5(1)(e)"],
    key: "r.id",
    account: "NULL",
    due: { "release r WHERE r.created_at < \($0)" },
    files: { "SELECT f.file_id FROM release_file f WHERE f.release_id \(in: $0)" },
    steps: { releases in
        [
            "DELETE FROM release_file WHERE release_id \(in: releases)",
            "DELETE FROM release_member WHERE release_id \(in: releases)",
            "DELETE FROM release_cell WHERE release_id \(in: releases)",
            "DELETE FROM release WHERE id \(in: releases)",
        ]
    }
)
