extension Feature {
    static let notifications = Feature(
        routes: NotificationRoutes.routes,
        migrations: Notifications.migrations,
        jobs: Notifications.jobs,
        schedules: Notifications.schedules,
        problems: [.smsReportRefused],
        administration: [.notificationsManage],
        personalData: Notifications.personalData,
        sealed: [NoticeSecrets.column, PushDevice.sealedToken]
    )
}
