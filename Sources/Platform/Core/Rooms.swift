import Kernel
import Store

// The rooms of the platform. A capability is one more value here, and one more name in `Platform.rooms`.

extension Accounts {
    static let room = Room(
        routes: routes,
        migrations: migrations + access,
        jobs: [ForgetSessions.self, MailPasswordLink.self, MailRegistration.self, SendPhoneCode.self],
        schedules: [Every("accounts.forget_sessions", .hours(1), ForgetSessions())],
        problems: problems,
        templates: templates,
        administration: [.usersManage]
    )
}

extension Permissions {
    static let room = Room(routes: routes)
}

extension Audit {
    static let room = Room(
        routes: AuditRoutes.routes,
        migrations: migrations,
        jobs: [SealAudit.self, AnchorAudit.self],
        schedules: [
            Every("audit.seal", .seconds(10), SealAudit()),
            Daily("audit.anchor", at: "02:30", in: .utc, AnchorAudit()),
        ],
        administration: [.auditRead]
    )
}

extension Lifecycles {
    static let room = Room(migrations: History.migrations, problems: problems)
}

extension Jobs {
    static let room = Room(
        routes: JobRoutes.routes,
        migrations: migrations,
        jobs: [ForgetFinishedJobs.self],
        schedules: [Every("jobs.forget", .hours(1), ForgetFinishedJobs())],
        problems: problems,
        administration: [.jobsManage]
    )
}

extension Idempotency {
    static let room = Room(
        migrations: migrations,
        jobs: [ForgetIdempotentAnswers.self],
        schedules: [Every("idempotency.forget", .hours(1), ForgetIdempotentAnswers())],
        problems: problems
    )
}

extension Notifications {
    static let room = Room(
        routes: NotificationRoutes.routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        problems: [.smsReportRefused],
        administration: [.notificationsManage]
    )
}

extension Webhooks {
    static let room = Room(
        routes: WebhookRoutes.routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        problems: problems,
        templates: templates,
        administration: [.webhooksManage]
    )
}

extension Files {
    static let room = Room(
        routes: routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        problems: problems
    )
}

extension Payments {
    static let room = Room(
        routes: routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        problems: problems
    )
}

extension CMS {
    static let room = Room(migrations: migrations, problems: problems, administration: [.contentManage])
}

extension Privacy {
    static let room = Room(
        routes: routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        problems: problems,
        administration: [.privacyManage]
    )
}

extension Reporting {
    static let room = Room(
        routes: routes,
        migrations: migrations,
        jobs: jobs,
        schedules: schedules,
        administration: [.reportsRead]
    )
}

extension Bookings {
    static let room = Room(routes: routes, migrations: migrations, problems: problems)
}

extension Realtime {
    static let room = Room(
        migrations: migrations,
        jobs: [ForgetEvents.self],
        schedules: [Every("realtime.forget", .hours(1), ForgetEvents())]
    )
}

extension Quotas {
    static let room = Room(
        routes: routes,
        migrations: migrations,
        jobs: [ForgetQuotaUses.self],
        schedules: [Every("quotas.forget", .hours(1), ForgetQuotaUses())],
        problems: [.quotaExceeded]
    )
}

extension Invoices {
    static let room = Room(migrations: migrations, jobs: jobs, problems: problems)
}
