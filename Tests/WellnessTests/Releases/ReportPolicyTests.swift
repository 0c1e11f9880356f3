import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The least numbers of people, which administrators of an organisation only raise.
@Suite struct ReportPolicyTests {
    private func put(
        _ stage: ReleaseStage,
        _ scores: Int,
        _ participation: Int,
        reason: String? = nil,
        match: String? = "*",
        as person: Person = .bruno
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "k_scores": .integer(Int64(scores)), "k_participation": .integer(Int64(participation)),
        ]
        if let reason { body["reason"] = .string(reason) }
        return try await stage.world.as(person).put(
            "\(stage.path)/policy",
            .object(body),
            headers: match.map { ["If-Match": $0] } ?? [:]
        )
    }

    @Test func `it needs the version that the caller has seen`() async throws {
        let stage = try await ReleaseStage.open()
        #expect(try await put(stage, 9, 5, match: nil).status == 428)
        #expect(try await put(stage, 9, 5, match: "\"7\"").status == 412)
        let seen = try await stage.world.as(.bruno).get("/api/v1/organizations/\(stage.organization)")
        let tag = try #require(seen.header("ETag"))
        let changed = try await put(stage, 9, 6, match: tag)
        #expect(changed.status == 200, "\(changed)")
        #expect(changed["k_scores"] == 9)
        #expect(changed["k_participation"] == 6)
        #expect(changed["since"] != nil)
        #expect(try await put(stage, 10, 6, match: tag).status == 412)
        let next = try #require(changed.header("ETag"))
        #expect(try await put(stage, 10, 6, match: next).status == 200)
        let organization = try await stage.world.as(.bruno).get("/api/v1/organizations/\(stage.organization)")
        #expect(organization["report_policy"]?["k_scores"] == 10)
        #expect(try await stage.world.audit().count { $0 == "organization.report_policy" } == 2)
    }

    @Test func `administrators of the organisation raise, super administrators lower with a reason`()
        async throws
    {
        let stage = try await ReleaseStage.open()
        #expect(try await put(stage, 20, 10).status == 200)
        let lowered = try await put(stage, 19, 10)
        #expect(lowered.status == 403)
        #expect(lowered["code"] == "forbidden")
        #expect(try await put(stage, 20, 9).status == 403)
        #expect(try await put(stage, 8, 5, as: .elena).faults["/reason"] == "required")
        #expect(try await put(stage, 8, 5, reason: "A mistake", as: .elena).status == 200)
        #expect(try await put(stage, 7, 5, reason: "More", as: .elena).status == 422)
        #expect(try await put(stage, 8, 4, reason: "More", as: .elena).status == 422)
        #expect(try await put(stage, 101, 101).faults.count == 2)
        #expect(try await put(stage, 9, 9, as: .greta).status == 404)
        #expect(try await put(stage, 9, 9, as: .anna).status == 403)
    }

    @Test func `it stays as it is while the organisation is suspended`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.change("UPDATE organization SET state = 'suspended' WHERE id = \(stage.organization)")
        let refused = try await put(stage, 9, 9)
        #expect(refused.status == 409)
        #expect(refused["code"] == "organization.not_active")
    }

    @Test func `it is in force from the next freeze and does not change older releases`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(12, "sales", in: "Sales", percent: 70)
        let first = try await stage.freeze()
        let before = try await stage.get("/releases/\(first)")
        #expect(try await put(stage, 100, 100).status == 200)
        #expect(try await stage.get("/releases/\(first)").body == before.body)
        let second = try await stage.freeze(after: 2)
        let after = try await stage.get("/releases/\(second)")
        #expect(after["policy"]?["k_scores"] == 100)
        #expect(after["units"]?[0]?["participation"]?["shown"] == "suppressed")
    }
}
