import Kernel
import Store
import Web

/// `GET /users/me/export`: a copy of the caller's data (GDPR, articles 15 and 20).
enum ExportRoutes {
    private static let limit = RateLimit("export", 6, per: .hours(1))

    static var routes: [Route] {
        [
            Get(
                "/users/me/export",
                export,
                .account,
                "Export the caller's personal data",
                details: "A ZIP archive with one JSON file for each kind of data and with the caller's files "
                    + "(GDPR, articles 15 and 20)."
            )
            .limited(limit).within(.minutes(30)).afresh.answering("application/zip")
        ]
    }

    static func export(_ call: Call) async throws -> PieceStream {
        let (me, site) = (try call.account, call.site)
        let archive = try await call.db.read { tx in
            try PersonalArchive(of: me, at: site, in: call.languages, tx)
        }
        try await call.db.write { tx in
            try Audit.record(PrivacyAction.accountExport, of: Account.kind, me.cast(), by: call.actor, tx)
        }
        let day = site.product.zone.civil(call.now).date
        return PieceStream("application/zip", fileName: "\(site.product.name)-export-\(day).zip") { take in
            try await archive.send(from: site, take)
        }
    }
}
