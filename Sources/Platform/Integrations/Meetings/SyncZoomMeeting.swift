import Kernel
import Store

/// The online meetings of this site at Zoom.
package enum ZoomMeeting {
    /// Has the meeting of a subject be as the product says, after the commit.
    package static func sync(_ subject: ID<some Any>, _ tx: borrowing Tx) throws {
        try tx.enqueue(SyncZoomMeeting(subject: subject.cast()))
    }
}

/// Makes, changes or deletes the meeting of a subject at Zoom.
///
/// Zoom knows no keys, so a meeting of which no answer came is looked for by its mark before another is made.
struct SyncZoomMeeting: Job {
    static let kind = "integrations.zoom"
    static let policy = JobPolicy(
        queue: Integrations.queue,
        attempts: 20,
        backoff: Backoff(base: .seconds(5), cap: .hours(1))
    )

    let subject: ID<Subject>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, subject) = (call.site, subject)
        guard let zoom = site.dependencies.zoom else {
            try await call.db.write { tx in try site.product.integrations.met(subject, nil, site, tx) }
            return .cancel("Zoom is not configured")
        }
        let plan = try await call.db.write { tx in try Plan.begin(subject, at: site, tx) }
        do {
            guard let meeting = plan.meeting else {
                if let number = try await plan.existing(zoom) { try await zoom.delete(number) }
                try await call.db.write { tx in
                    try tx.execute("DELETE FROM outside_meeting WHERE subject_id = \(subject)")
                }
                return .done
            }
            let made = try await plan.settle(meeting, zoom)
            return try await call.db.write { tx in
                if let made {
                    try tx.execute(
                        "UPDATE outside_meeting SET number = \(made.number) WHERE subject_id = \(subject)"
                    )
                    try site.product.integrations.met(subject, made.url, site, tx)
                }
                let isCurrent = try site.product.integrations.meeting(subject, site, tx) == meeting
                return isCurrent ? .done : .snooze(.seconds(1))
            }
        } catch
            where plan.meeting != nil && plan.number == nil && call.attempt >= WriteCalendarEntry.patience
        {
            try await call.db.write { tx in try site.product.integrations.met(subject, nil, site, tx) }
            throw error
        }
    }

    private struct Plan: Sendable {
        let mark: String
        let meeting: OutsideMeeting?
        let number: String?
        /// Whether a meeting was asked for of which no answer came.
        let isUnknown: Bool

        static func begin(_ subject: ID<Subject>, at site: Site, _ tx: borrowing Tx) throws -> Plan {
            let meeting = try site.product.integrations.meeting(subject, site, tx)
            var known: (isThere: Bool, number: String?) = (false, nil)
            try tx.forEach("SELECT number FROM outside_meeting WHERE subject_id = \(subject)") { row in
                known = (true, try row.next())
            }
            if meeting != nil, !known.isThere {
                try tx.execute(
                    "INSERT INTO outside_meeting (subject_id, asked_at) VALUES (\(subject), \(tx.now)) ON CONFLICT DO NOTHING"
                )
            }
            return Plan(
                mark: "\(site.product.name):\(subject)",
                meeting: meeting,
                number: known.number,
                isUnknown: known.isThere && known.number == nil
            )
        }

        /// The meeting that there is, if any.
        func existing(_ zoom: ZoomClient) async throws -> String? {
            if let number { return number }
            return isUnknown ? try await zoom.find(mark: mark)?.number : nil
        }

        /// The meeting, when it is new; nil when a known one was changed.
        func settle(
            _ meeting: OutsideMeeting,
            _ zoom: ZoomClient
        ) async throws -> (number: String, url: String)? {
            if let number, try await zoom.change(number, to: meeting, mark: mark) { return nil }
            if isUnknown, let found = try await zoom.find(mark: mark) {
                _ = try await zoom.change(found.number, to: meeting, mark: mark)
                return found
            }
            return try await zoom.make(meeting, mark: mark)
        }
    }
}
