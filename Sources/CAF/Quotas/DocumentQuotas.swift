import Kernel
import Platform
import Store

// Disk space of customers: stored documents and started uploads.
extension Quota {
    static let bytesKept = Quota(
        "caf.bytes_kept",
        .documentAdd,
        of: [.customer],
        most: 6 << 30,
        unit: .bytes,
        counting: .rows(weight: "f.size", at: "NULL") {
            "stored_file f WHERE f.owner_id = \($0.account) AND f.state <> 'pending'"
        },
        counted: ["en": "of documents", "it": "di documenti"],
        frees: [
            "en": "Delete documents that are no longer needed.",
            "it": "Eliminare i documenti che non servono più.",
        ],
        because: "A client's documents of a year are some 40 MB; thirty clients over five years."
    )

    static let bytesPending = Quota(
        "caf.bytes_pending",
        .documentAdd,
        of: [.customer],
        most: 1 << 30,
        unit: .bytes,
        counting: .rows(weight: "f.size", at: "NULL") {
            "stored_file f WHERE f.owner_id = \($0.account) AND f.state = 'pending' AND f.expires_at > \($0.now)"
        },
        counted: ["en": "of unfinished uploads", "it": "di caricamenti non completati"],
        frees: [
            "en": "Complete the uploads, or wait until they expire after two hours.",
            "it": "Completare i caricamenti o attendere che scadano, dopo due ore.",
        ],
        because:
            "Twenty of the largest documents at once; an upload that is never sent expires by itself."
    )

    static let papersPerRequest = Quota(
        "caf.papers_per_request",
        .documentAdd,
        most: ServiceRequest.maximumVersions,
        per: .request,
        counting: .elsewhere,
        counted: ["en": "document versions per request", "it": "versioni di documenti per richiesta"],
        frees: [
            "en": "Delete documents that are no longer needed.",
            "it": "Eliminare i documenti che non servono più.",
        ],
        because: "The longest checklist has 20 documents; each is uploaded ten times.",
        refusal: .tooManyDocuments
    )
}

extension Quota {
    /// Counts an upload by a customer; uploads by staff do not count.
    static func makeRoom(for bytes: Int, of customer: ID<Account>, as call: Call, _ tx: borrowing Tx) throws {
        try bytesKept.consume(bytes, by: customer, as: call, tx)
    }
}
