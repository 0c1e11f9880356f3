import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The Distribution product: wholesale companies, the zones they deliver to, and the shops that order from them.
///
/// Everything the rest of the server knows about Distribution is in this value.
package let distribution = Platform.Product(
    name: "distribution",
    title: "Lilium",
    summary: "B2B wholesale: catalogue, promotions, orders, stock, vendors, payouts and deliveries by zone.",
    root: "/api",
    zone: .baghdad,
    currency: .iraqiDinar,
    telephones: .iraq,
    languages: [.arabic, .kurdish, .english],
    accounts: AccountPolicy(
        selfRegistrationRole: .shopOwner,
        // A vendor is of a company: `POST /api/companies/{id}/vendors`.
        uninvited: [.vendor],
        administrators: [.superAdmin],
        accessLifetime: .hours(1),
        refreshLifetime: .days(7),
        phones: .login
    ),
    anonymousLimit: RateLimit("anonymous", 100, per: .minutes(15)),
    access: access,
    routes: features.flatMap(\.routes),
    migrations: [coreTables] + features.flatMap(\.migrations) + [searchMigration, telephoneMigration],
    lifecycles: features.flatMap(\.lifecycles),
    jobs: features.flatMap(\.jobs),
    schedules: features.flatMap(\.schedules),
    problems: features.flatMap(\.problems),
    quotas: quotas,
    bounds: bounds,
    personalData: features.flatMap(\.personalData),
    impersonalTables: features.flatMap(\.impersonalTables),
    retention: features.flatMap(\.retention),
    templates: features.flatMap(\.templates),
    channels: [.inApp, .email, .push],
    reports: features.flatMap(\.reports),
    searched: [Member.searched, Company.searched, Product.searched],
    joined: Staff.joined,
    appointed: Staff.appointed,
    registered: SignUp.registered,
    realtime: RealtimePolicy(path: "/ws", rooms: RealtimeRoom.all),
    demo: liveDemo,
    demoGuest: "omar.shop@example.com"
)

/// The order is the order of the reference and of the erasure.
private let features: [Feature] = [
    .zones, .people, .push, .catalogue, .inventory, .pricing, .ordering, .companies, .settling, .returns,
    .delivery,
    .insight,
]
