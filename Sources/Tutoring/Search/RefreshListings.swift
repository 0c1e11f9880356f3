import Kernel
import Platform
import Store

/// Brings the rows of all tutors and the words of all packages up to date: after a restore or an import, and once a day
/// to be sure.
struct RefreshListings: Job {
    static let kind = "tutoring.refresh_listings"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(30))
    private static let batch = 200

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (tutors, packages) = try await call.db.read { tx in
            (
                try tx.values("SELECT t.id FROM tutor t ORDER BY t.id", as: ID<Tutor>.self),
                try tx.values("SELECT k.id FROM package k ORDER BY k.id", as: ID<Package>.self)
            )
        }
        var rows = RowByRow(call)
        try await rows.write(tutors, together: Self.batch) { tutor, tx in
            try TutorListing.refresh(tutor, tx)
        }
        try await rows.write(packages, together: Self.batch) { package, tx in
            try Package.find(package, tx).writeWords(tx)
        }
        return try rows.outcome()
    }
}
