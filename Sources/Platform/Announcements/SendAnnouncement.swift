import Kernel
import Store

/// Sends an announcement, one batch of recipients in each transaction; a new run continues where the last one stopped.
package struct SendAnnouncement<Audience: AnnouncementAudience>: Job {
    package static var kind: String { "\(Audience.prefix).send_announcement" }
    package static var policy: JobPolicy { JobPolicy(timeout: .minutes(10)) }
    private static var batch: Int { 200 }

    let announcement: ID<Announcement<Audience>>

    package init(announcement: ID<Announcement<Audience>>) {
        self.announcement = announcement
    }

    package func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        while try await call.db.write({ tx in try step(at: site, tx) }) == Self.batch {}
        return .done
    }

    private func step(at site: Site, _ tx: borrowing Tx) throws -> Int {
        try Announcement.find(announcement, tx)?.notifyNext(Self.batch, at: site, tx) ?? 0
    }
}
