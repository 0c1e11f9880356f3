import Kernel
import Platform
import Store

// The disk: what customers keep on it, and what they have announced.
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
        counted: ["en": "of papers", "it": "di documenti"],
        frees: [
            "en": "Delete papers that are not needed.", "it": "Eliminare i documenti che non servono.",
        ],
        because: "A client's papers of a year are some 40 MB; thirty clients over five years."
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
        counted: ["en": "of announced uploads", "it": "di caricamenti annunciati"],
        frees: [
            "en": "It frees as uploads are completed, or two hours after they were announced.",
            "it": "Si libera con il completamento dei caricamenti, o due ore dopo l'annuncio.",
        ],
        because:
            "Twenty of the largest papers at once; what is announced and never sent gives its room back by itself."
    )

    static let papersPerRequest = Quota(
        "caf.papers_per_request",
        .documentAdd,
        most: ServiceRequest.maximumVersions,
        per: .request,
        counting: .elsewhere,
        counted: ["en": "versions of papers of one request", "it": "versioni di documenti di una richiesta"],
        frees: ["en": "Delete papers that are not needed.", "it": "Eliminare i documenti che non servono."],
        because: "The longest checklist has 20 papers; every one uploaded ten times.",
        refusal: .tooManyDocuments
    )
}

extension Quota {
    /// Room for what a customer brings; what staff adds to a customer's request is the office's own business.
    static func makeRoom(for bytes: Int, of customer: ID<Account>, as call: Call, _ tx: borrowing Tx) throws {
        try bytesKept.consume(bytes, by: customer, as: call, tx)
    }
}
