import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The Wellness product: private diaries of employees, and frozen anonymous figures for their organisations.
///
/// Everything the rest of the server knows about Wellness is in this value.
package let wellness = ProductDefinition(
    name: "wellness",
    title: "Portico Wellness",
    summary: "Private wellness diaries; organisations see frozen anonymous figures only.",
    root: "/api/v1",
    zone: .utc,
    currency: .euro,
    languages: [.english, .italian],
    accounts: accountPolicy,
    access: access,
    features: [
        .entry, .organizations(organizationRules), .people, .onboarding,
        .devices(needs: .account, by: .identity),
        .privacyRequests, .withdrawals, .breakGlass(breakGlassRules),
        .diary, .scores, .assessments, .weekly, .personalReports, .releases, .reminders,
        .administration, .demo,
    ],
    policies: policies,
    content: .on,
    channels: [.inApp, .email, .push],
    notices: .wellness,
    secondNames: secondNames,
    joined: Registration.joined,
    appointed: Registration.appointed,
    registered: Registration.registered,
    demoGuest: "anna.verdi@example.com"
)

private let accountPolicy = {
    var policy = AccountPolicy(
        selfRegistrationRole: .user,
        // Administrators of an organisation are invited into it or promoted from its members.
        uninvited: [.businessAdmin],
        administrators: [.superAdmin]
    )
    policy.secondFactorRoles = [.businessAdmin, .superAdmin]
    policy.administratorsSeeHoldings = false
    return policy
}()
