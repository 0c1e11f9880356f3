import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct PlanTests {
    private static let list = "/api/v1/subscription-plans"

    @Test func `administrators make plans that everybody reads, the cheapest first`() async throws {
        let scene = try await PlanScene.open()

        let plan = try await scene.create()
        let cheap = try await scene.create(["price_minor": 60_00, "lessons": 2])

        #expect(plan.status == 201 && plan["state"] == "offered", "\(plan)")
        #expect(plan.header("Location") == "/api/v1/admin/subscription-plans/\(plan.id ?? "")")
        #expect(plan["lessons"] == 4 && plan["minutes"] == 60 && plan["price_minor"] == 120_00)
        #expect(plan["interval"] == "month" && plan["cap_minor"] == 30_00)
        let shown = try await scene.world.anonymous.get(Self.list)["data"]?.arrayValue ?? []
        #expect(shown.map { $0["id"]?.stringValue } == [cheap.id, plan.id])
        for person in [Person.tina, .sara] {
            #expect(try await scene.create(by: person).status == 403)
        }
    }

    @Test func `cap times lessons is at most the price`() async throws {
        let scene = try await PlanScene.open()

        let wrong = try await scene.create(["cap_minor": 30_01])
        #expect(wrong.status == 422 && "\(wrong)".contains("/cap_minor"), "\(wrong)")
        let plan = try await scene.create()
        #expect(try await scene.change(plan, ["lessons": 5]).status == 422)
        #expect(try await scene.change(plan, ["price_minor": 119_99]).status == 422)
        #expect(try await scene.change(plan, ["lessons": 3]).status == 200)
        for wrong: JSONObject in [["minutes": 61], ["lessons": 0], ["interval": "week"], ["price_minor": -1]]
        {
            #expect(try await scene.create(wrong).status == 422, "\(wrong)")
        }
    }

    @Test func `plan.in_use: terms change only while nobody has the plan, the name always`() async throws {
        let scene = try await PlanScene.open()
        let plan = try await scene.create()
        #expect(try await scene.change(plan, ["price_minor": 130_00]).status == 200)
        try await scene.subscribe(to: plan)

        let refused = try await scene.change(plan, ["price_minor": 140_00])
        let named = try await scene.change(plan, ["name": "Quattro lezioni"])

        #expect(refused.status == 409 && refused.problem == .planInUse, "\(refused)")
        #expect(named.status == 200 && named["name"] == "Quattro lezioni" && named["price_minor"] == 130_00)
    }

    @Test func `a retired plan is not for sale, and is offered again`() async throws {
        let scene = try await PlanScene.open()
        let plan = try await scene.create()

        #expect(try await scene.change(plan, ["state": "retired"])["state"] == "retired")
        let refused = try await scene.checkout(plan)
        #expect(refused.status == 409 && refused.problem == .planNotOffered, "\(refused)")
        #expect(try await scene.world.as(.sara).get(Self.list)["data"] == [])
        #expect(try await scene.world.as(.ada).get(Self.list)["data"]?.arrayValue?.count == 1)
        #expect(try await scene.change(plan, ["state": "retired"]).status == 200, "nothing moves")
        #expect(try await scene.change(plan, ["state": "offered"])["state"] == "offered")
        #expect(try await scene.checkout(plan).status == 200)
    }

    @Test func `a stale version is refused`() async throws {
        let scene = try await PlanScene.open()
        let plan = try await scene.create()

        let answer = try await scene.world.as(.ada).patch(
            "/api/v1/admin/subscription-plans/\(plan.id ?? "")",
            ["name": "Altro"],
            headers: ["If-Match": "\"7\""]
        )

        #expect(answer.status == 412, "\(answer)")
    }
}
