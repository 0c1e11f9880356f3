import Kernel
import Store

/// What every product has without asking: the platform's own tables, beside the product's.
enum Platform {
    static func routes(under root: String) -> [Route] {
        Accounts.routes(under: root) + Permissions.routes(under: root) + AuditRoutes.routes(under: root)
            + JobRoutes.routes(under: root)
    }

    static let migrations: [Migration] =
        Accounts.migrations + Audit.migrations + History.migrations + Jobs.migrations + Idempotency.migrations
        + Notifications.migrations

    static let jobs: [any Job.Type] = [
        SealAudit.self, ForgetIdempotentAnswers.self, ForgetFinishedJobs.self, ForgetSessions.self,
        DispatchNotice.self, DeliverMail.self, MailPasswordLink.self,
    ]

    static let schedules: [Schedule] = [
        Every("audit.seal", .seconds(10), SealAudit()),
        Every("idempotency.forget", .hours(1), ForgetIdempotentAnswers()),
        Every("jobs.forget", .hours(1), ForgetFinishedJobs()),
        Every("accounts.forget_sessions", .hours(1), ForgetSessions()),
    ]

    static let templates: [NoticeTemplate] = Accounts.templates

    static let problems: [Problem.Code] =
        Problem.Code.common + Accounts.problems + Lifecycles.problems + Idempotency.problems + Jobs.problems

    /// Everyone holds their own account; the product's administrators hold the rest.
    static func grants(_ policy: AccountPolicy, _ roles: [Role]) -> [Grant] {
        let administrators = roles.map { policy.administrators.contains($0) ? Reach.all : .none }
        return [.everyone(.account, .own, of: roles)]
            + [Permission.usersManage, .auditRead, .jobsManage].map { Grant($0, each: administrators) }
    }
}

extension Problem.Code {
    static let common: [Problem.Code] = [
        .malformed, .unauthenticated, .forbidden, .notFound, .methodNotAllowed, .notAcceptable, .timedOut,
        .conflict,
        .stale, .tooLarge, .unsupportedMediaType, .invalid, .preconditionRequired, .tooManyRequests,
        .headersTooLarge,
        .internalError, .overloaded,
    ]
}
