import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct SequenceRouteTests {
    @Test func `administrators write, list and change sequences`() async throws {
        let scene = try await SequenceScene.open()
        let body = SequenceScene.body(
            "registered",
            for: "student",
            ["state": "draft", "stop_on": ["booked"]]
        )
        let made = try await scene.world.as(.ada).post(SequenceScene.path, body)
        #expect(made.status == 201 && made["state"] == "draft" && made["active_since"] == nil, "\(made)")
        #expect(made["steps"] == SequenceScene.two && made["stop_on"] == ["booked"] && made["plan"] == 1)
        #expect(made["runs"] == ["running": 0, "finished": 0, "stopped": 0, "unsubscribed": 0])
        let id = try #require(made.id)
        #expect(made.header("Location")?.hasSuffix("/admin/sequences/\(id)") == true)
        let named = try await scene.change(id, ["name": "Benvenuto"])
        #expect(named["name"] == "Benvenuto" && named["plan"] == 1, "\(named)")
        let early = try await scene.change(id, ["state": "paused"])
        #expect(early.problem == .illegalTransition && early["present"] == "draft", "\(early)")
        let active = try await scene.change(id, ["state": "active", "stop_on": []])
        #expect(active["state"] == "active" && active["plan"] == 2 && active["active_since"] != nil)
        let listed = try await scene.world.as(.adam).get(SequenceScene.path)
        #expect(listed["data"]?[0]?["id"] == .string(id) && listed["data"]?.arrayValue?.count == 1)
        let stale = try await scene.world.as(.ada).patch(
            "\(SequenceScene.path)/\(id)",
            ["name": "Altro"],
            headers: ["If-Match": "\"1\""]
        )
        #expect(stale.status == 412)
        let back = try await scene.change(id, ["state": "draft"])
        #expect(back.problem == .illegalTransition && back["present"] == "active", "\(back)")
        for person in [Person.sara, .tina] {
            #expect(try await scene.world.as(person).get(SequenceScene.path).status == 403)
            #expect(try await scene.world.as(person).post(SequenceScene.path, body).status == 403)
            #expect(try await scene.world.as(person).patch("\(SequenceScene.path)/\(id)", [:]).status == 403)
        }
        #expect(
            try await scene.change(ID<Account>.new(at: scene.world.clock.now).description, [:]).status == 404
        )
    }

    @Test func `wrong members are refused with their places`() async throws {
        let scene = try await SequenceScene.open()
        func faults(
            _ changes: [String: JSONValue],
            _ trigger: String = "registered",
            _ audience: String = "student"
        )
            async throws -> [String: String]
        {
            try await scene.world.as(.ada).post(
                SequenceScene.path,
                SequenceScene.body(trigger, for: audience, changes)
            )
            .faults
        }
        #expect(try await faults(["steps": []]) == ["/steps": "out_of_range"])
        #expect(
            try await faults(["steps": [["after": 1, "template": "tutoring.booking.confirmed"]]]) == [
                "/steps/0/template": "unknown_template"
            ]
        )
        #expect(
            try await faults(["category": "marketing"]) == [
                "/steps/0/template": "other_category", "/steps/1/template": "other_category",
            ]
        )
        #expect(try await faults([:], "tutor_verified", "student") == ["/audience": "not_concerned"])
        #expect(try await faults(["stop_on": ["booked", "booked"]]) == ["/stop_on": "duplicate"])
        #expect(try await faults(["steps": [["after": -1, "template": "x"]]])["/steps/0/after"] != nil)
    }
}
