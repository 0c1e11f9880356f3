import Kernel
import Platform
import Store
import Web

/// The rules of Wellness for the platform's organisations.
let organizationRules = OrganizationRules(
    member: .user,
    administrator: .businessAdmin,
    profile: .init(
        join: "person p ON p.account_id = a.id",
        firstName: "p.first_name",
        lastName: "p.last_name",
        searchText: "p.search_text"
    ),
    audited: [.init("release") { "SELECT r.id FROM release r WHERE r.organization_id = \($0)" }],
    reportPolicy: { organization, tx in
        let policy = try ReportPolicy.of(organization, tx)
        return OrganizationReportPolicy(
            kScores: policy.kScores.value,
            kParticipation: policy.kParticipation.value,
            since: policy.since
        )
    },
    joined: { account, newcomer, tx in
        try Profile.open(account.id, newcomer.firstName, newcomer.lastName, in: newcomer.timeZone, tx)
    }
)

/// The acceptance of invitations, which answers with the person.
enum Joining {
    static let routes = rows.tagged("Invitations")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                        handler  needs
        Post("/auth/accept-invitation",  accept,  .anyone, "Accept an invitation",
             details: "Without an account, a password, the names and the consents open one, with a confirmed e-mail address, and the answer is 201. The owner of an account with the invited address logs in first, and the answer is 200.")
            .limited(Accounts.limit).upTo(bytes: 16_384)
            .refuses(.alreadyMember, .otherAddress, .organizationNotActive, .subscriptionSuspended, .emailTaken, .unauthenticated)
    }

    static func accept(_ call: Call, body: InvitationAnswer) async throws -> JoinedAnswer<PersonView> {
        let (account, isNew) = try await InvitationAcceptance.accept(call, body)
        let view = try await call.db.read { tx in try PersonView.of(account.id, for: call, tx) }
        return JoinedAnswer(view, isNew: isNew)
    }
}
