import Kernel
import Platform
import Store

/// Warns providers before their documents expire, and stops them when a mandatory one has expired: from 06:00 of each
/// region on.
///
/// A document keeps the last warning, so each comes once, however often this runs.
struct CheckDocuments: BackgroundJob {
    static let kind = "marketplace.check_documents"

    private static let morning = 6

    func run(_ call: JobCall) async throws -> JobOutcome {
        let regions = try await call.db.read { tx in
            try tx.all("SELECT \(Region.columns) FROM region r ORDER BY r.id", as: Region.self)
        }
        for region in regions {
            let (today, time) = region.zone.civil(call.now)
            guard time.hour >= Self.morning else { continue }
            let (warnings, due) = try await call.db.read { tx in
                let warnings = try DocumentWarnings.inForce(tx)
                return (warnings, try warnings.due(in: region.id, on: today, tx))
            }
            for document in due {
                try await call.db.write { tx in try warnings.act(on: document, today, call, tx) }
            }
        }
        return .done
    }
}

/// The days before the expiry of a document on which its provider is warned.
struct DocumentWarnings: Sendable {
    /// The first warning first.
    private let days: [Int]

    static func inForce(_ tx: borrowing Tx) throws -> DocumentWarnings {
        let policies = try Policies.at(tx.now, tx)
        let keys: [PolicyKey] = [
            .documentsFirstWarningDays, .documentsSecondWarningDays, .documentsLastWarningDays,
        ]
        return DocumentWarnings(days: keys.map { Int(policies[$0]) }.sorted(by: >))
    }

    /// The approved documents in a region whose next warning is due, or that have expired.
    func due(
        in region: ID<Region>,
        on today: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [ID<ProviderDocument>] {
        var due: [ID<ProviderDocument>] = []
        try tx.forEach(
            """
            SELECT d.id, d.expires_on, d.warned FROM provider_document d JOIN provider p ON p.id = d.provider_id
             WHERE d.status = 'approved' AND d.expires_on <= \(today + (days.first ?? 0)) AND p.region_id = \(region)
               AND (d.warned IS NULL OR d.warned >= 0)
             ORDER BY d.expires_on, d.id
            """
        ) { row in
            let id = try row.next(ID<ProviderDocument>.self)
            let (expiry, warned) = (try row.next(CivilDate.self), try row.next(Int?.self))
            if let level = level(of: expiry, on: today), level < warned ?? .max { due.append(id) }
        }
        return due
    }

    /// The last warning whose time has come, in days; -1 for an expired document.
    private func level(of expiry: CivilDate, on today: CivilDate) -> Int? {
        let left = expiry - today
        return left < 0 ? -1 : days.last { left <= $0 }
    }

    func act(
        on id: ID<ProviderDocument>,
        _ today: CivilDate,
        _ call: JobCall,
        _ tx: borrowing Tx
    ) throws {
        let document = try ProviderDocument.find(id, tx)
        guard document.status == .approved, let expiry = document.expiresOn,
            let level = level(of: expiry, on: today)
        else { return }
        let marked = try tx.execute(
            """
            UPDATE provider_document SET warned = \(level)
             WHERE id = \(id) AND (warned IS NULL OR warned > \(level))
            """
        )
        guard marked == 1 else { return }
        let provider = try Provider.find(document.provider, tx)
        guard level < 0 else { return try document.warn(provider, tx) }
        guard try provider.missingDocuments(tx).contains(document.docKind) else { return }
        _ = try provider.halted(
            by: .documents,
            because: "The document has expired: \(document.docKind.rawValue).",
            as: call.acting(),
            tx
        )
    }
}

extension ProviderDocument {
    fileprivate func warn(_ provider: Provider, _ tx: borrowing Tx) throws {
        guard let expiresOn else { return }
        let values = ["document": docKind.rawValue, "day": expiresOn.description]
        try provider.notify(.documentExpires, values, tx)
    }
}
