import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct WellnessAccessTests {
    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        let flaws = try await wellnessAccess.flaws(of: rule)
        for flaw in flaws { Issue.record("\(flaw)") }
    }
}

/// Anna and Bruno are of Aurora: what is of Borealis, and the diary of anyone else, is out of their reach.
private let wellnessAccess = AccessSuite(
    wellness,
    cast: [(.anna, .user), (.bruno, .businessAdmin), (.elena, .superAdmin)],
    freshness: freshness,
    examples: examples,
    file: .init("note.txt", "text/plain", Array("note".utf8)),
    fill: accessCast
) {
    AccessObject(Organization.self, "Borealis", of: .carla, .greta) { try await $0.organization("Borealis") }
    AccessObject(Organization.self, "Aurora", of: .anna, .bruno, .elena) {
        try await $0.organization("Aurora")
    }
    AccessObject(Department.self, "Care", of: .greta) { try await $0.department("Care") }
    AccessObject(Department.self, "a department of Aurora", of: .bruno) { try await $0.newDepartment() }
    AccessObject(Account.self, "Carla, of Borealis", of: .carla, .greta, with: [.memberManage]) { world in
        try await world.id(of: .carla)
    }
    AccessObject(Account.self, "a member of Aurora", of: .bruno, with: [.memberManage]) { world in
        try await world.id(of: world.enrol("member\(world.serial())", into: "Aurora"))
    }
    AccessObject.open(Account.self, to: [.account], because: "members leave; others need a permission") {
        world in
        try await world.id(of: .anna)
    }
    AccessObject(Account.self, "a new account", of: .elena, with: [.usersManage]) { world in
        try await world.id(of: world.enrol("somebody\(world.serial())"))
    }
    AccessObject(OrganizationInvitation.self, "into Borealis", of: .greta) {
        try await $0.invitation(by: .greta)
    }
    AccessObject(OrganizationInvitation.self, "into Aurora", of: .bruno) {
        try await $0.invitation(by: .bruno)
    }
    AccessObject(Release.self, "of Borealis", of: .greta) { try await $0.release(to: "Borealis") }
    AccessObject(Release.self, "of Aurora", of: .bruno) { try await $0.release(to: "Aurora") }
    AccessObject(DiaryEntry.self, "Carla's", of: .carla) { try await $0.entry(of: .carla) }
    AccessObject(DiaryEntry.self, "Anna's", of: .anna) { try await $0.entry(of: .anna) }
    AccessObject(DiaryEntry.self, "Bruno's", of: .bruno) { try await $0.entry(of: .bruno) }
    AccessObject(StoredConflict.self, "Carla's", of: .carla) { try await $0.conflict(of: .carla) }
    AccessObject(StoredConflict.self, "Anna's", of: .anna) { try await $0.conflict(of: .anna) }
    AccessObject(StoredConflict.self, "Bruno's", of: .bruno) { try await $0.conflict(of: .bruno) }
    AccessObject(Assessment.self, "Carla's", of: .carla) { try await $0.assessment(of: .carla) }
    AccessObject(Assessment.self, "Anna's", of: .anna) { try await $0.assessment(of: .anna) }
    AccessObject(Assessment.self, "Bruno's", of: .bruno) { try await $0.assessment(of: .bruno) }
    AccessObject(PersonalReport.self, "Carla's", of: .carla) { try await $0.report(of: .carla) }
    AccessObject(PersonalReport.self, "Anna's", of: .anna) { try await $0.report(of: .anna) }
    AccessObject(PersonalReport.self, "Bruno's", of: .bruno) { try await $0.report(of: .bruno) }
    AccessObject("Platform.PrivacyRequest", "Carla's", [.carla]) { try await $0.privacyRequest(of: .carla) }
    AccessObject("Platform.PrivacyRequest", "Anna's", [.anna]) { try await $0.privacyRequest(of: .anna) }
    AccessObject("Platform.PrivacyRequest", "Bruno's", [.bruno]) { try await $0.privacyRequest(of: .bruno) }
    AccessObject("Platform.PrivacyRequest", "Elena's", [.elena]) { try await $0.privacyRequest(of: .elena) }
    AccessObject("Platform.PushDevice", "Carla's", [.carla]) { try await $0.device(of: .carla) }
    AccessObject("Platform.PushDevice", "Anna's", [.anna]) { try await $0.device(of: .anna) }
    AccessObject("Platform.PushDevice", "Bruno's", [.bruno]) { try await $0.device(of: .bruno) }
    AccessObject("Platform.PushDevice", "Elena's", [.elena]) { try await $0.device(of: .elena) }
    AccessObject("Platform.BreakGlassGrant", "Elena's", [.elena]) { try await $0.grant(to: .elena) }
    AccessObject("Platform.ContentItem", "a page", [.elena]) { try await $0.page() }
    AccessObject.ofPlatform(.carla, .anna, .bruno, .elena)
    AccessObject.ofAdministrationWithoutPrograms(by: .elena)
}

/// The cast with pages, and with seats for all invitations.
@Sendable private func accessCast(_ site: Site) async throws {
    try await castPeople(at: site)
    try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: site)
    try await site.db.write { tx in
        try tx.execute("UPDATE organization_subscription SET seats = 5000")
    }
}

/// Values that a schema cannot express.
private let examples: [String: JSONValue] = [
    "POST /api/v1/wellness/logs": ["domain": "mood", "local_date": "2026-11-20", "score": 5],
    "PATCH /api/v1/wellness/logs/{id}": ["score": 5],
    "POST /api/v1/assessments": ["instrument": "swemwbs", "answers": [4, 4, 4, 4, 4, 4, 4]],
    "POST /api/v1/reports": ["kind": "diary", "from": "2026-11-01", "to": "2026-11-20"],
    "PATCH /api/v1/admin/users/{id}/role": ["role": "user"],
    "PUT /api/v1/users/me/onboarding": ["answers": [:], "complete": false],
    "POST /api/v1/organizations/{id}/invitations": ["role": "user"],
    "PUT /api/v1/organizations/{id}/subscription": ["period_end": "2027-06-01T00:00:00Z"],
    "DELETE /api/v1/organizations/{id}": ["reason": "ended"],
    "PUT /api/v1/admin/wellness/domains/{key}": [
        "since": "2027-01-01", "lo": 1, "hi": 10, "bands": ["amber": 40, "green": 70],
    ],
    "PUT /api/v1/admin/assessments/instruments/{key}": ["bands": bands],
    "POST /api/v1/admin/cms/faqs": ["texts": english],
    "PUT /api/v1/admin/cms/faqs/{id}": ["texts": english],
    "POST /api/v1/admin/cms/news": ["texts": english],
    "PUT /api/v1/admin/cms/news/{id}": ["texts": english],
    "POST /api/v1/admin/cms/pages": ["texts": english],
    "PUT /api/v1/admin/cms/pages/{id}": ["texts": english],
]

private let english: JSONValue = ["en": ["title": "Title", "body": "Text"]]

private let bands: JSONValue = {
    do {
        return try JSON.value(of: WellbeingScale.scale(.wemwbs).standardBands)
    } catch {
        return .null
    }
}()

/// All operations that ask for a fresh login.
private let freshness = Freshness(
    always: Freshness.ofPlatform(under: "/api/v1").union([
        "POST /api/v1/auth/mfa/enroll", "POST /api/v1/auth/mfa/recovery", "DELETE /api/v1/auth/mfa",
        "DELETE /api/v1/organizations/{id}",
        "POST /api/v1/organizations/{id}/invitations",
        "POST /api/v1/organizations/{id}/invitations/{invitationId}/resend",
        "POST /api/v1/organizations/{id}/reports/releases/{releaseId}/withdraw",
        "PATCH /api/v1/admin/users/{id}/role",
        "POST /api/v1/admin/break-glass", "POST /api/v1/admin/break-glass/{id}/approve",
        "POST /api/v1/privacy/requests",
    ]).subtracting(["POST /api/v1/admin/users/{id}/erase"]),
    inPart: ["DELETE /api/v1/users/me/account"],
    delicate: [.usersManage, .privacyManage, .memberManage, .invitationManage, .releaseWithdraw],
    plain: [
        // Less than there was before.
        "DELETE /api/v1/admin/invitations/{id}", "DELETE /api/v1/admin/service-tokens/{id}",
        "DELETE /api/v1/organizations/{id}/invitations/{invitationId}",
        // Nobody's account changes.
        "POST /api/v1/admin/users/{id}/legal-holds", "POST /api/v1/admin/legal-holds/{id}/lift",
        // A name or a language; whether somebody can log in, which is undone as easily.
        "PATCH /api/v1/admin/users/{id}", "PATCH /api/v1/admin/users/{id}/activate",
        "PATCH /api/v1/admin/users/{id}/deactivate",
        // These ask themselves, for a role and for an erasure; their own tests try it.
        "PATCH /api/v1/organizations/{id}/members/{userId}", "PATCH /api/v1/admin/privacy/requests/{id}",
        // Takes a seat that the subscription has.
        "POST /api/v1/organizations/{id}/members/{userId}/reactivate",
    ]
)
