import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import Distribution

/// Which of the market's operations ask for a fresh login: all of them, written out.
@Suite struct FreshnessTests {
    private static let expected = Freshness(
        always: Freshness.ofPlatform(under: "/api").union([
            "POST /api/admins", "PUT /api/admins/{id}", "PATCH /api/admins/{id}/zones",
            "PATCH /api/admins/{id}/active", "POST /api/admins/{id}/reset-password",
            "DELETE /api/admins/{id}",
            "PATCH /api/admins/shop-owners/{id}/active",
            "POST /api/companies/{id}/vendors", "DELETE /api/companies/{id}/vendors/{account}",
            "POST /api/payouts", "PATCH /api/payouts/{id}/status",
            "POST /api/settlements", "PATCH /api/settlements/{id}/status",
            "POST /api/orders/{id}/returns",
        ]),
        forOthers: ["PUT /api/users/{id}", "DELETE /api/users/{id}"],
        inPart: ["DELETE /api/users/me/account"]
    )

    @Test func `the operations that ask for a fresh login are these`() {
        let routes = distribution.routes
        #expect(Set(routes.filter { $0.policy.freshness == .always }.map(\.name)) == Self.expected.always)
        #expect(
            Set(routes.filter { $0.policy.freshness == .forOthers }.map(\.name)) == Self.expected.forOthers
        )
    }

    @Test func `each refuses a session a second too old, and no other does`() async throws {
        let world = try await market()
        let flaws = try await world.flaws(
            of: Self.expected,
            [(.noor, .superAdmin), (.ali, .locationAdmin), (.omar, .shopOwner), (.hassan, .vendor)]
        )
        #expect(flaws == [])
    }

    @Test func `no operation keeps its answer under a key when its body may hold a password`() {
        #expect(distribution.passwordsKept == [])
    }

    /// What changes something with one of these permissions is in one of the two lists, or was forgotten.
    @Test func `a new operation on people, money or what leaves the house says whether it asks`() {
        let delicate: Set<Permission> = [
            .usersManage, .privacyManage, .webhooksManage, .adminManage, .shopOwnerManage, .memberEdit,
            .payoutManage, .orderReturn, .companyManage,
        ]
        let plain: Set<String> = [
            // Less than there was before.
            "DELETE /api/admin/invitations/{id}", "DELETE /api/admin/service-tokens/{id}",
            "DELETE /api/admin/webhooks/{id}",
            // To the place that was chosen with a fresh login.
            "POST /api/admin/webhooks/{id}/test", "POST /api/admin/webhooks/{id}/redeliver",
            "POST /api/admin/webhooks/{id}/deliveries/{delivery}/redeliver",
            // Nobody's account changes.
            "POST /api/admin/users/{id}/legal-holds", "POST /api/admin/legal-holds/{id}/lift",
            // Companies are not people, and what is agreed with them moves no money yet.
            "POST /api/companies", "PUT /api/companies/{id}", "PATCH /api/companies/{id}/commission",
            "PATCH /api/companies/{id}/delivery-fees", "PATCH /api/companies/{id}/status",
        ]
        let writing = distribution.routes.filter { $0.method != "GET" && delicate.contains($0.permission) }
        #expect(Set(writing.map(\.name)).subtracting(Self.expected.all) == plain)
    }

    @Test func `one's own profile is changed with any session, that of others with a fresh one`() async throws
    {
        let world = try await market()
        let (noor, omar) = (try await world.id(of: .noor), try await world.id(of: .omar))
        let stale = world.with(token: try await world.staleToken(of: .noor))

        #expect(try await stale.put("/api/users/\(noor)", ["name": "Noor A."]).status == 200)
        let refused = try await stale.put("/api/users/\(omar)", ["name": "Omar A."])
        let promoted = try await stale.put(
            "/api/admins/\(try await world.id(of: .ali))",
            ["role": "super_admin"]
        )

        #expect(refused.problem == .stepUpRequired && promoted.problem == .stepUpRequired)
        #expect(try await world.as(.noor).put("/api/users/\(omar)", ["name": "Omar A."]).status == 200)
    }
}
