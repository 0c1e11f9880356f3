import Kernel
import Platform
import Store

/// Retained tax documents need the taxpayer's identity, which is copied before the profile is anonymised.
let retainedIdentityData = PersonalData(
    "retained_identity",
    ["en": "Identity of the taxpayer", "it": "Identità del contribuente"],
    tables: ["retained_identity"],
    rows: { account in
        """
        profile p WHERE p.account_id = \(account) AND EXISTS (
            SELECT 1 FROM service_request r WHERE r.customer_id = p.account_id AND \(isFiled))
        """
    },
    erasure: .keep(because: taxLaw) { account, now in
        [
            """
            INSERT INTO retained_identity (account_id, first_name, last_name, codice_fiscale, birth_date, retained_at)
            SELECT p.account_id, p.first_name, p.last_name, p.codice_fiscale, p.birth_date, \(now)
              FROM profile p
             WHERE p.account_id = \(account) AND EXISTS (
                   SELECT 1 FROM service_request r WHERE r.customer_id = p.account_id AND \(isFiled))
            """
        ]
    }
)

let retainedIdentityRetention = Retention(
    "retained_identities",
    ["en": "Identities without retained documents", "it": "Identità senza documenti conservati"],
    keep: .days(0),
    from: ["en": "the deletion of the last document", "it": "l'eliminazione dell'ultimo documento"],
    then: .delete,
    basis: taxLaw,
    key: "i.account_id",
    account: "i.account_id",
    due: {
        """
        retained_identity i WHERE i.retained_at < \($0)
           AND NOT EXISTS (SELECT 1 FROM service_request r WHERE r.customer_id = i.account_id AND \(isFiled))
        """
    },
    steps: { ["DELETE FROM retained_identity WHERE account_id \(in: $0)"] }
)
