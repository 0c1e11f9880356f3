import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import CAF

/// Operations with a fresh login beyond the table in `CAFAccess.swift`.
@Suite struct FreshnessTests {
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
