import Kernel
import Platform
import Store

/// Brings the rows of all tutors up to date: after a restore or an import, and once a day to be sure.
struct RefreshListings: Job {
    static let kind = "tutoring.refresh_listings"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(30))
    private static let batch = 200

    func run(_ call: JobCall) async throws -> JobOutcome {
        let all = try await call.db.read { tx in
            try tx.values("SELECT t.id FROM tutor t ORDER BY t.id", as: ID<Tutor>.self)
        }
        for first in stride(from: 0, to: all.count, by: Self.batch) {
            let some = Array(all[first..<min(first + Self.batch, all.count)])
            try await call.db.write { tx in for tutor in some { try TutorListing.refresh(tutor, tx) } }
        }
        return .done
    }
}
