import Kernel

extension Feature {
    static func realtime(_ policy: RealtimePolicy) -> Feature {
        Feature(
            siteRoutes: Realtime.routes(policy),
            migrations: Realtime.migrations,
            jobs: [ForgetEvents.self],
            schedules: [Every("realtime.forget", .hours(1), ForgetEvents())],
            impersonalTables: Realtime.impersonalTables
        )
    }
}
