import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct JobHistoryTests {
    @Test func `history: who as the role for the other side, the account for staff`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let (carl, pia) = (try await scene.world.id(of: .carl), try await scene.world.id(of: .pia))

        let own = try #require(try await scene.get(job, "history")["data"]?.arrayValue)
        let staff = try #require(try await scene.get(job, "history", by: .lina)["data"]?.arrayValue)

        #expect(own.map { $0["event"]?.stringValue } == ["post", "quote", "accept", "fund"])
        #expect(own.map { $0["role"]?.stringValue } == ["customer", "provider", "customer", "system"])
        #expect(own.map { $0["account_id"]?.stringValue } == [carl, nil, carl, nil])
        #expect(staff.map { $0["account_id"]?.stringValue } == [carl, pia, carl, nil])
        #expect(own.last?["from"] == "awarded" && own.last?["to"] == "funded")
        #expect(try await scene.get(job, "history", by: .cora).status == 404)
    }

    @Test func `the history comes in pages, oldest first`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()

        let first = try await scene.get(job, "history?limit=3")
        let cursor = try #require(first["page"]?["next_cursor"]?.stringValue)
        let second = try await scene.get(job, "history?limit=3&cursor=\(cursor)")

        #expect(first["data"]?.arrayValue?.map { $0["event"]?.stringValue } == ["post", "quote", "accept"])
        #expect(second["data"]?.arrayValue?.map { $0["event"]?.stringValue } == ["fund"])
    }

    @Test func `a reason carries no contact data to the other side before funding`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        _ = try await scene.put(
            job,
            "status",
            by: .pia,
            ["status": "cancelled", "note": "Mail pia@example.com instead"]
        )

        let own = try await scene.get(job, "history", by: .pia)["data"]?.arrayValue?.last
        let other = try await scene.get(job, "history")["data"]?.arrayValue?.last

        #expect(own?["reason"] == "Mail pia@example.com instead")
        #expect(other?["reason"] == "Mail [contact] instead")
    }

    @Test func `actions are those of the caller, with what blocks them`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()

        let customer = try await actions(job, by: .carl, scene)
        let provider = try await actions(job, by: .pia, scene)
        let other = try await actions(job, by: .lina, scene)

        #expect(customer == ["cancel": nil, "dispute": "past_start"])
        #expect(provider == ["start": "near_start", "cancel": nil, "dispute": "past_start"])
        #expect(other == ["start": "near_start", "cancel": nil])
    }

    @Test func `actions before the award`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        #expect(try await Set(actions(job, by: .carl, scene).keys) == ["edit", "direct", "cancel"])
        #expect(try await Set(actions(job, by: .pia, scene).keys) == ["quote", "revise", "reconfirm"])
        #expect(try await Set(actions(job, by: .ada, scene).keys) == ["direct", "cancel"])
    }

    private func actions(
        _ job: String,
        by person: Person,
        _ scene: MarketScene
    ) async throws -> [String: String?] {
        let list = try await scene.get(job, "actions", by: person)["data"]?.arrayValue ?? []
        return Dictionary(
            list.compactMap { row in row["action"]?.stringValue.map { ($0, row["blocked_by"]?.stringValue) } }
        ) { first, _ in first }
    }
}
