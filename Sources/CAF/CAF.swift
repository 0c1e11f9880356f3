import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The CAF product: an Italian tax-assistance office, its customers, their ISEE, 730, Redditi PF and IMU requests.
///
/// The rest of the server knows CAF only through this value.
package let caf = ProductDefinition(
    name: "caf",
    title: "PK SERVIZI",
    summary:
        "The office of an Italian CAF: customers, families, ISEE, 730/PF and IMU requests, and their operators.",
    zone: .office,
    currency: .euro,
    telephones: .italy,
    languages: [.italian, .english],
    accounts: AccountPolicy(
        selfRegistrationRole: .customer,
        administrators: [.admin],
        accessLifetime: .minutes(15),
        refreshLifetime: .days(7)
    ),
    access: access,
    features: [
        .customers, .services, .serviceRequests, .documents, .privacy, .reports, .estimates, .appointments,
        .courses, .subscriptions, .dashboard, .quotas, .demo,
    ],
    policies: policies,
    law: .italy,
    content: .on,
    joined: Profile.open,
    registered: Customers.registered,
    names: Profile.names,
    numbered: ServiceRequest.numbered,
    calendar: customerCalendar,
    payments: paymentPolicy,
    demoGuest: "giulia.rossi@example.com"
)

extension Zone {
    /// The office's time zone, for its days, months and deadlines.
    static let office = Zone.rome
}
