import Kernel
import Web

/// What people may ask about their data: what they agreed to, a copy, the end of it; and how long it stays.
enum Privacy {
    static var routes: [Route] {
        (ConsentRoutes.routes + ExportRoutes.routes
            + ErasureRoutes.routes + LegalHoldRoutes.routes
            + RetentionRoutes.routes).tagged("Privacy")
    }

    static let jobs: [any Job.Type] = [ApplyRetention.self]

    static let schedules: [Schedule] = [Daily("privacy.retention", at: "03:30", in: .utc, ApplyRetention())]

    static let problems: [Problem.Code] = [.erasureHeld, .holdLifted]
}

extension Permission {
    /// To erase people, hold their data, and see the retention schedule.
    package static let privacyManage = Permission("privacy.manage")
}
