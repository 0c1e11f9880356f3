import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The Marketplace product: customers post jobs, providers quote them and do them, and local managers run the regions.
///
/// Everything the rest of the server knows about Marketplace is in this value.
package let marketplace = ProductDefinition(
    name: "marketplace",
    title: "Portico Marketplace",
    summary: "Local services: jobs, quotes, escrowed payments, disputes, ratings and payouts by region.",
    root: "/api/v1",
    zone: .newYork,
    currency: .dollar,
    telephones: .northAmerica,
    languages: [.english],
    accounts: accountPolicy,
    access: access,
    features: [
        .departures, .topics, .deadlines, .reviews(.ratings), .charges(),
        .shared, .people, .regions, .policies, .uploads, .administration,
        .providers, .services, .customers,
        .jobs, .quotes, .visits, .reschedules, .disputes, .refunds, .payments,
        .payouts(to: PaidProvider.self), .providerPayouts,
        .offices, .masking, .chats, .calls, .ratings, .tiers, .analytics,
        .demo,
    ],
    channels: [.inApp, .email, .sms],
    notices: .marketplace,
    secondNames: secondNames,
    joined: Registration.joined,
    appointed: Registration.appointed,
    registered: Registration.registered,
    charges: .marketplace,
    realtime: .marketplace,
    demoGuest: "carl.jones@example.com"
)

private let accountPolicy = {
    var policy = AccountPolicy(
        selfRegistrationRole: .customer,
        // Customers turn themselves into providers: `POST /api/v1/providers/onboard`.
        uninvited: [.provider],
        administrators: [.admin]
    )
    policy.secondFactorRoles = [.lsm, .admin]
    policy.tokensEndWithRole = true
    policy.returnPeriod = .days(30)
    return policy
}()
