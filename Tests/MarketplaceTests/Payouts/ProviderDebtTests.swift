import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ProviderDebtTests {
    private func status(_ scene: PayoutScene) async throws -> JSONValue? {
        try await scene.world.as(.ada).get("/api/v1/providers/\(scene.pia)")["status"]
    }

    private func writeOff(_ scene: PayoutScene, by admin: Person = .ada) async throws -> TestResponse {
        try await scene.world.as(admin).post(
            "/api/v1/admin/write-offs",
            ["provider_id": .string(scene.pia.description), "reason": "The company is gone."]
        )
    }

    @Test func `who owes more than 20,000 for thirty days is made inactive by the server`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-200_01)
        scene.world.clock.advance(by: .days(29))
        try await scene.world.tick()
        let before = try await status(scene)
        scene.world.clock.advance(by: .days(2))
        try await scene.world.tick()

        #expect(before == "active")
        #expect(try await status(scene) == "inactive")
        let resumed = try await scene.world.as(.pia).put(
            "/api/v1/providers/\(scene.pia)/status",
            ["status": "active", "reason": "I will pay"]
        )
        #expect(resumed.status == 409, "only staff resume: \(resumed)")
    }

    @Test func `a debt of just 20,000, or one that was smaller in between, stops nobody`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-200_00)
        scene.world.clock.advance(by: .days(40))
        try await scene.world.tick()
        let atLimit = try await status(scene)
        try await scene.earn(-100_00)
        scene.world.clock.advance(by: .days(20))
        try await scene.earn(150_00)
        scene.world.clock.advance(by: .days(1))
        try await scene.earn(-150_00)
        scene.world.clock.advance(by: .days(20))
        try await scene.world.tick()

        #expect(atLimit == "active")
        #expect(try await status(scene) == "active")
        scene.world.clock.advance(by: .days(11))
        try await scene.world.tick()
        #expect(try await status(scene) == "inactive")
    }

    @Test func `a debt of more than ninety days is written off, and a younger part is not`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-50_00)
        scene.world.clock.advance(by: .days(89))
        let early = try await writeOff(scene)
        scene.world.clock.advance(by: .days(2))
        try await scene.earn(-20_00)
        let written = try await writeOff(scene)
        let again = try await writeOff(scene)

        #expect(early.status == 409 && early.problem == .nothingDue, "\(early)")
        #expect(written.status == 201 && written["amount_minor"] == 50_00, "\(written)")
        #expect(written.header("Location") == "/api/v1/providers/\(scene.pia)/earnings")
        #expect(again.problem == .nothingDue)
        #expect(try await scene.books() == ["pia": -20_00, "bad_debt": 50_00])
        #expect(try await scene.entries() == -20_00)
        #expect(try await scene.notices(to: .pia).contains("marketplace.payment.debt_written_off"))
        for person in [Person.lina, .pia, .carl] {
            #expect(try await writeOff(scene, by: person).status == 403)
        }
    }

    @Test func `earnings pay the oldest part of a debt first`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-50_00)
        scene.world.clock.advance(by: .days(91))
        try await scene.earn(-20_00, 30_00)

        #expect(try await writeOff(scene)["amount_minor"] == 20_00)
        #expect(try await scene.entries() == -20_00)
    }

    @Test func `a written-off debt is not taken from later work`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-50_00)
        scene.world.clock.advance(by: .days(91))
        _ = try await writeOff(scene)
        try await scene.due(60_00)

        #expect(try await scene.pay()["amount_minor"] == 60_00)
    }

    @Test func `of twenty write-offs at once one is booked`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(-50_00)
        scene.world.clock.advance(by: .days(91))
        _ = try await scene.world.token(of: .ada)

        let answers = try await scene.world.atOnce(20) { _ in try await writeOff(scene) }

        #expect(answers.statuses == [201: 1, 409: 19], "\(answers.statuses)")
        #expect(try await scene.entries() == 0)
    }
}
