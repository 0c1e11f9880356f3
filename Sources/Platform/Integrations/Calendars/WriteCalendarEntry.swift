import Kernel
import Store

/// Makes, changes or deletes the event of a subject in one calendar, so that it is as the product says now.
///
/// It can be repeated: the event has the name of its subject, and the wish for a meeting a name of its own.
struct WriteCalendarEntry: Job {
    static let kind = "integrations.write_entry"
    static let policy = JobPolicy(
        queue: Integrations.queue,
        attempts: 20,
        backoff: Backoff(base: .seconds(5), cap: .hours(1))
    )
    /// The attempt from which on a lesson no longer waits for the calendar's meeting.
    static let patience = 4

    let subject: ID<Subject>
    let account: ID<Account>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let google = call.site.dependencies.google else { return .snooze(.hours(1)) }
        let site = call.site
        let plan = try await call.db.write { tx in try prepare(at: site, tx) }
        guard let plan else { return .cancel("no calendar to write into") }
        do {
            guard let event = plan.event else {
                try await delete(plan, google, call)
                return .done
            }
            let json = try await plan.write(event, google, at: site)
            return try await call.db.write { tx in
                if event.wantsConference { try takeConference(json, at: site, tx) }
                // Something changed while the calendar was written.
                let present = try site.product.integrations.event(subject, account, site, tx)
                let isCurrent = present?.startsAt == event.startsAt && present?.endsAt == event.endsAt
                return isCurrent ? .done : .snooze(.seconds(1))
            }
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in
                try plan.integration.broke(at: site, tx)
                if plan.event?.wantsConference == true {
                    try site.product.integrations.met(subject, nil, site, tx)
                }
            }
            return .cancel("the grant is over")
        } catch  where plan.event?.wantsConference == true && call.attempt >= Self.patience {
            try await call.db.write { tx in try site.product.integrations.met(subject, nil, site, tx) }
            throw error
        }
    }

    /// The event to write, and the place for it; nil when nothing can be written.
    private func prepare(at site: Site, _ tx: borrowing Tx) throws -> EntryPlan? {
        let event = try site.product.integrations.event(subject, account, site, tx)
        let known = try CalendarEntry.find(subject, of: account, tx)
        if let known {
            guard let link = try CalendarLink.find(known.link, tx),
                let integration = try Integration.find(link.integration, tx), integration.state == .linked
            else { return nil }
            let conference =
                known.conference
                ?? (event?.wantsConference == true ? tx.newID(of: Self.self).description : nil)
            if conference != known.conference {
                try tx.execute(
                    """
                    UPDATE calendar_entry SET conference = \(conference)
                     WHERE subject_id = \(subject) AND account_id = \(account)
                    """
                )
            }
            return EntryPlan(event, named: subject, link, integration, conference: conference, isNew: false)
        }
        guard let event, let (link, integration) = try CalendarEntry.writtenLink(of: account, tx) else {
            if event?.wantsConference == true { try site.product.integrations.met(subject, nil, site, tx) }
            return nil
        }
        let conference = event.wantsConference ? tx.newID(of: Self.self).description : nil
        // The row comes first, so that an event without a known answer is deleted too.
        try tx.execute(
            """
            INSERT INTO calendar_entry (subject_id, account_id, link_id, conference)
            VALUES (\(subject), \(account), \(link.id), \(conference)) ON CONFLICT DO NOTHING
            """
        )
        return EntryPlan(event, named: subject, link, integration, conference: conference, isNew: true)
    }

    private func delete(_ plan: EntryPlan, _ google: GoogleServices, _ call: JobCall) async throws {
        do {
            _ = try await google.call(
                "DELETE",
                plan.path,
                ["sendUpdates", "none"],
                for: plan.integration.grant(at: call.site)
            )
        } catch GoogleFailure.missing, GoogleFailure.tooOld {
            // It is gone.
        }
        try await call.db.write { tx in
            try tx.execute(
                "DELETE FROM calendar_entry WHERE subject_id = \(subject) AND account_id = \(account)"
            )
        }
    }

    private func takeConference(_ json: JSONValue, at site: Site, _ tx: borrowing Tx) throws {
        switch Conference(of: json) {
        case .ready(let url): try site.product.integrations.met(subject, url, site, tx)
        case .pending:
            let ask = AskForConference(subject: subject, account: account, time: 0)
            try tx.enqueue(ask, at: tx.now + AskForConference.waits[0])
        case .failed: try site.product.integrations.met(subject, nil, site, tx)
        }
    }
}
