extension Feature {
    static func notifications(_ policy: NoticePolicy) -> Feature {
        Feature(
            routes: NotificationRoutes.routes(policy),
            migrations: Notifications.migrations,
            jobs: Notifications.jobs,
            schedules: Notifications.schedules,
            problems: [.smsReportRefused],
            administration: [.notificationsManage],
            personalData: Notifications.personalData,
            impersonalTables: [
                ImpersonalTable("notice_override", "texts of messages, written by administrators")
            ],
            sealed: [NoticeSecrets.column, PushDevice.sealedToken],
            audit: NotificationAction.self
        )
    }
}
