import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// A product whose organisations are schools, with roles and a row of a person of its own.
let academy = ProductDefinition(
    name: "academy",
    title: "Academy",
    summary: "Schools and their pupils.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .pupil, uninvited: [.head], administrators: [.inspector]),
    access: AccessMatrix(
        roles: .pupil,
        .head,
        .inspector,
        areas: [.pupil: .organization, .head: .organization]
    ) {
        Grant(.organizationRead, .area, .area, .all)
        Grant(.organizationManage, .none, .area, .all)
        Grant(.organizationAdminister, .none, .none, .all)
        Grant(.departmentManage, .none, .area, .all)
        Grant(.memberManage, .none, .area, .all)
        Grant(.invitationManage, .none, .area, .all)
        Grant(.seatRead, .none, .area, .all)
        Grant(.seatManage, .none, .none, .all)
        Grant(.organizationAudit, .none, .area, .all)
    },
    features: [.organizations(academyRules), .joining],
    appointed: { account, tx in try named("Ines", "Rossi", account, tx) }
)

extension Role {
    static let (pupil, head, inspector) = (Role("pupil"), Role("head"), Role("inspector"))
}

private let academyRules = OrganizationRules(
    member: .pupil,
    administrator: .head,
    profile: .init(
        join: "academy_person q ON q.account_id = a.id",
        firstName: "q.given",
        lastName: "q.family",
        searchText: "lower(q.family)"
    ),
    plan: Line(unchecked: "school"),
    joined: { account, newcomer, tx in
        try named(newcomer.firstName.rawValue, newcomer.lastName.rawValue, account, tx)
    }
)

@Sendable private func named(
    _ given: String,
    _ family: String,
    _ account: Account,
    _ tx: borrowing Tx
) throws {
    try tx.execute(
        "INSERT INTO academy_person (account_id, given, family) VALUES (\(account.id), \(given), \(family))"
    )
}

extension Feature {
    fileprivate static let joining = Feature(
        routes: [Post("/auth/accept-invitation", Academy.accept, .anyone, "Accept an invitation")],
        migrations: [
            Migration(
                id: "academy/person-001",
                """
                CREATE TABLE academy_person (account_id {id} PRIMARY KEY REFERENCES account (id), given {text} NOT NULL,
                    family {text} NOT NULL) {strict};
                """
            )
        ]
    )
}

private enum Academy {
    static func accept(_ call: Call, body: InvitationAnswer) async throws -> JoinedAnswer<AccountView> {
        let (account, isNew) = try await InvitationAcceptance.accept(call, body)
        return JoinedAnswer(AccountView(account), isNew: isNew)
    }
}

/// The academy with its inspector, Sara.
func anAcademy() async throws -> World {
    try await World(academy, cast: "inspector") { site in
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: Person.sara.email),
            password: Password(Person.sara.password),
            role: .inspector,
            locale: .english,
            by: .system,
            at: site
        )
    }
}
