import Kernel
import Store

/// What every product has without asking: the platform's capabilities, each with its tables.
enum Platform {
    private static let rooms: [Room] = [
        Accounts.room, Permissions.room, Audit.room, Lifecycles.room, Jobs.room, Idempotency.room,
        Notifications.room, Webhooks.room, Files.room, CMS.room, Payments.room, Invoices.room, Privacy.room,
        Bookings.room, Reporting.room, Realtime.room, Search.room, LinkPages.room, Quotas.room,
        References.room,
    ]

    static func routes(under root: String) -> [Route] { rooms.flatMap { $0.routes(root) } }
    static let migrations = rooms.flatMap(\.migrations)
    static let jobs = rooms.flatMap(\.jobs)
    static let schedules = rooms.flatMap(\.schedules)
    static let templates = rooms.flatMap(\.templates)
    static let problems = Problem.Code.common + rooms.flatMap(\.problems)

    /// Everyone holds their own account; the product's administrators hold the rest.
    static func grants(_ policy: AccountPolicy, _ roles: [Role]) -> [Grant] {
        let administrators = roles.map { policy.administrators.contains($0) ? Reach.all : .none }
        return [.everyone(.account, .own, of: roles)]
            + rooms.flatMap(\.administration).map { Grant($0, each: administrators) }
    }
}

/// One capability of the platform, as the tables it adds to every product.
struct Room: Sendable {
    /// Below the product's root.
    var routes: @Sendable (_ root: String) -> [Route] = { _ in [] }
    var migrations: [Migration] = []
    var jobs: [any Job.Type] = []
    var schedules: [Schedule] = []
    var problems: [Problem.Code] = []
    var templates: [NoticeTemplate] = []
    /// What a product's administrators may do in it.
    var administration: [Permission] = []
}

extension Problem.Code {
    static let common: [Problem.Code] = [
        .malformed, .unauthenticated, .forbidden, .notFound, .methodNotAllowed, .notAcceptable, .timedOut,
        .conflict,
        .stale, .tooLarge, .unsupportedMediaType, .invalid, .upgradeRequired, .preconditionRequired,
        .tooManyRequests,
        .headersTooLarge,
        .internalError, .overloaded,
    ]
}
