import Kernel
import Store

extension Feature {
    /// Calendars, meetings and file stores elsewhere that people link to their account; its product lists the routes.
    package static let integrations = Feature(
        migrations: [Integrations.migration],
        jobs: [
            ListCalendars.self, ReadCalendars.self, ReadCalendar.self, ReadFreeBusy.self, WatchCalendar.self,
            StopChannel.self, WriteCalendarEntry.self, AskForConference.self, SyncZoomMeeting.self,
            RevokeGrant.self, EndDrivePermissions.self, EndDrivePermission.self,
        ],
        schedules: [
            Every("integrations.read", .minutes(15), ReadCalendars()),
            Every("integrations.drive", .minutes(5), EndDrivePermissions()),
        ],
        problems: [.googleUnavailable, .calendarNotLinked, .driveNotLinked, .driveRefused],
        personalData: Integrations.personalData,
        impersonalTables: [
            ImpersonalTable("calendar_channel", "names of subscriptions at a calendar service"),
            ImpersonalTable("revoked_grant", "sealed grants that have ended, until the service knows"),
            ImpersonalTable("outside_meeting", "identities of online meetings"),
        ],
        sealed: [Integration.grant, GrantRequest.verifier, RevokedGrant.column],
        audit: IntegrationAction.self,
        unlinking: { account, actor, site, tx in
            try tx.execute("DELETE FROM integration_request WHERE account_id = \(account)")
            try Integration.find(of: account, tx)?.unlinked(by: actor, at: site, tx)
        }
    )
}

/// Systems elsewhere that people link to their account.
package enum Integrations {
    package static let queue = JobQueue("integrations", workers: 4)
}
