import Kernel
import Web

/// Data protection: consents, export, erasure and retention.
package enum Privacy {
    static func routes(_ accounts: AccountPolicy) -> [Route] {
        (ConsentRoutes.routes + ExportRoutes.routes
            + ErasureRoutes.routes(accounts) + LegalHoldRoutes.routes
            + RetentionRoutes.routes).tagged("Privacy")
    }

    static let jobs: [any Job.Type] = [ApplyRetention.self]

    static let schedules: [Schedule] = [Daily("privacy.retention", at: "03:30", in: .utc, ApplyRetention())]

    static let problems: [Problem.Code] = [.erasureHeld, .holdLifted]
}

extension Permission {
    /// Erasure of users, legal holds and the retention schedule.
    package static let privacyManage = Permission("privacy.manage")
}
