import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import CAF

/// Which of the office's operations ask for a fresh login: all of them, written out.
@Suite struct FreshnessTests {
    private static let expected = Freshness(
        always: Freshness.ofPlatform(under: "").union([
            "POST /admin/payments/{id}/refund",
            "POST /admin/users", "POST /admin/users/{id}/codice-fiscale/verification",
            "PATCH /admin/users/{id}/activate", "PATCH /admin/users/{id}/deactivate",
            "PATCH /users/{id}",
        ]),
        // Oneself with a password instead; a course that is cancelled gives all who paid it back.
        inPart: ["DELETE /users/me/account"]
    )

    @Test func `the operations that ask for a fresh login are these`() {
        let asking = caf.routes.filter { $0.policy.freshness == .always }.map(\.name)
        #expect(Set(asking) == Self.expected.always)
        #expect(caf.routes.allSatisfy { $0.policy.freshness != .forOthers })
    }

    @Test func `each refuses a session a second too old, and no other does`() async throws {
        let world = try await office()
        let flaws = try await world.flaws(
            of: Self.expected,
            [(.sara, .admin), (.marco, .operator), (.giulia, .customer)]
        )
        #expect(flaws == [])
    }

    @Test func `no operation keeps its answer under a key when its body may hold a password`() {
        #expect(caf.passwordsKept == [])
    }

    /// What changes something with one of these permissions is in one of the two lists, or was forgotten.
    @Test func `a new operation on people, money or what leaves the house says whether it asks`() {
        let delicate: Set<Permission> = [
            .usersManage, .privacyManage, .webhooksManage, .paymentRefund, .subscriptionManage,
        ]
        let plain: Set<String> = [
            // Less than there was before.
            "DELETE /admin/invitations/{id}", "DELETE /admin/service-tokens/{id}",
            "DELETE /admin/webhooks/{id}",
            // To the place that was chosen with a fresh login.
            "POST /admin/webhooks/{id}/test", "POST /admin/webhooks/{id}/redeliver",
            "POST /admin/webhooks/{id}/deliveries/{delivery}/redeliver",
            // Nobody's account changes.
            "POST /admin/users/{id}/legal-holds", "POST /admin/legal-holds/{id}/lift",
            // One's own money.
            "POST /subscriptions/cancel", "POST /subscriptions/checkout", "POST /subscriptions/portal",
            "POST /subscriptions/resume", "POST /subscriptions/upgrade",
        ]
        let writing = caf.routes.filter { $0.method != "GET" && delicate.contains($0.permission) }.map(\.name)
        #expect(Set(writing).subtracting(Self.expected.all) == plain)
    }

    @Test func `what makes people is closed to programs`() {
        for name in [
            "POST /admin/users", "POST /admin/invitations", "POST /admin/service-tokens",
            "POST /admin/users/{id}/second-factor/reset", "POST /admin/users/{id}/erase",
        ] {
            #expect(caf.routes.first { $0.name == name }?.policy.isForPeople == true, "\(name)")
        }
    }

    @Test func `a course is not cancelled, and paid back to all, with an old session`() async throws {
        let world = try await office()
        let sara = world.as(.sara)
        let course = try await sara.post(
            "/admin/courses",
            [
                "title": ["it": "Corso"], "description": "Per tutti", "starts_at": "2026-12-10T09:00:00Z",
                "ends_at": "2026-12-10T11:00:00Z", "capacity": 5,
            ]
        )
        let path = "/admin/courses/\(try #require(course.id))"
        #expect(try await sara.patch(path, ["status": "published"]).status == 200)
        let stale = world.with(token: try await world.staleToken(of: .sara))

        let refused = try await stale.patch(path, ["status": "cancelled", "status_reason": "Pochi iscritti"])
        let renamed = try await stale.patch(path, ["title": ["it": "Corso nuovo"]])

        #expect(refused.problem == .stepUpRequired, "\(refused)")
        #expect(renamed.status == 200, "\(renamed)")
    }
}
