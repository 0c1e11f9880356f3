import Kernel
import Platform
import Store

/// Acts on the virus scan of a document's file.
///
/// A clean file may be the last requested document and move the request on. An infected one is reported to the customer.
struct FollowScan: Job {
    static let kind = "caf.follow_scan"

    let file: ID<StoredFile>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (file, site) = (file, call.site)
        return try await call.db.write { tx in
            guard let document = try Document.find(file: file, tx) else {
                return .cancel("no longer the newest")
            }
            try ServiceRequest.documentsChanged(document.request, at: site, tx)
            guard document.file.state == .infected else { return .done }
            let request = try ServiceRequest.find(document.request, tx)
            try request.notify(
                .customer(.documentInfected),
                with: ["document": document.file.name],
                key: file.description,
                tx
            )
            return .done
        }
    }

    /// Called in the transaction that ends the scan.
    @Sendable static func enqueue(for file: StoredFile, _ tx: borrowing Tx) throws {
        let isDocument = try tx.exists("SELECT 1 FROM document_version WHERE file_id = \(file.id)")
        if isDocument { try tx.enqueue(FollowScan(file: file.id), unique: file.id.description) }
    }
}
