import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The Distribution product: wholesale companies, the zones they deliver to, and the shops that order from them.
///
/// Everything the rest of the server knows about Distribution is in this value.
package let distribution = ProductDefinition(
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
        // Vendors are added to a company: `POST /api/companies/{id}/vendors`.
        uninvited: [.vendor],
        administrators: [.superAdmin],
        accessLifetime: .hours(1),
        refreshLifetime: .days(7),
        phones: .login
    ),
    anonymousLimit: RateLimit("anonymous", 100, per: .minutes(15)),
    access: access,
    features: [
        .coreTables, .zones, .people,
        .devices(needs: .pushRegister, by: .token(test: "distribution.push_test")), .push,
        .catalogue, .stockAlerts, .favourites, .productRequests, .inventory, .pricing, .ordering, .companies,
        .payouts(to: PaidCompany.self), .companyPayouts, .returns,
        .delivery, .analytics, .reports, .marketMonitoring, .monitoring(needs: .monitoringRead), .quotas,
        .demo,
    ],
    channels: [.inApp, .email, .push],
    joined: Staff.joined,
    appointed: Staff.appointed,
    registered: SignUp.registered,
    realtime: RealtimePolicy(path: "/ws", rooms: RealtimeRoom.all),
    demoGuest: "omar.shop@example.com"
)
