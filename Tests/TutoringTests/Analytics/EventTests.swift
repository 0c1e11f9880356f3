import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct EventTests {
    @Test func `events are dropped without the analytics consent`() async throws {
        let scene = try await VisitorScene.open()
        let visit = VisitorScene.event("visit", at: scene.world.clock.now)

        let nobody = try await scene.send([visit], consent: false)
        let sara = try await scene.send([visit], as: .sara)
        #expect(nobody.status == 200, "\(nobody)")
        #expect(nobody["accepted"] == 0 && nobody["refused"]?[0]?["code"] == "no_consent")
        #expect(sara["accepted"] == 0)
        #expect(try await scene.stored() == 0)

        try await scene.answer(true, by: .sara)
        #expect(try await scene.send([visit], as: .sara)["accepted"] == 1)
        #expect(try await scene.send([visit])["accepted"] == 1)
        try await scene.answer(false, by: .sara)
        #expect(try await scene.send([visit], as: .sara)["accepted"] == 0)
        #expect(try await scene.stored() == 2)
    }

    @Test func `names, properties and times off the list are refused one by one, the others stored`()
        async throws
    {
        let scene = try await VisitorScene.open()
        let now = scene.world.clock.now

        let answer = try await scene.send([
            VisitorScene.event("search", at: now, ["q": "  Analisi  UNO ", "results": 3]),
            VisitorScene.event("purchase", at: now),
            VisitorScene.event("visit", at: now, ["email": "x@example.com"]),
            VisitorScene.event("visit", at: now, ["path": ["no": "text"]]),
            VisitorScene.event("visit", at: now - .days(8)),
            VisitorScene.event("visit", at: now + .hours(1)),
        ])

        #expect(answer["accepted"] == 1, "\(answer)")
        let codes = answer["refused"]?.arrayValue?.compactMap { $0["code"]?.stringValue }
        #expect(codes == ["unknown_name", "bad_properties", "bad_properties", "bad_time", "bad_time"])
        #expect(answer["refused"]?[0]?["index"] == 1)
        let term = try await scene.world.db.read { tx in
            try tx.value("SELECT term FROM visitor_event", as: String.self)
        }
        #expect(term == "analisi uno")
    }

    @Test
    func `a malformed event is refused by its index with the pointers of its faults, the others are stored`()
        async throws
    {
        let scene = try await VisitorScene.open()
        let visit = VisitorScene.event("visit", at: scene.world.clock.now)
        var members = JSONObject()
        for number in 1...20 { members["m\(number)"] = 1 }

        let answer = try await scene.send([
            visit,
            ["name": "visit", "at": "yesterday", "visitor_id": "visitor-1"],
            ["name": "visit", "visitor_id": "short", "color": "red"],
            visit,
            "visit",
            .object(members),
        ])

        #expect(answer.status == 200 && answer["accepted"] == 2, "\(answer)")
        #expect(try await scene.stored() == 2)
        let refused = try #require(answer["refused"]?.arrayValue)
        #expect(refused.map { $0["index"] } == [1, 2, 4, 5])
        #expect(refused.allSatisfy { $0["code"] == "malformed" })
        func faults(_ place: Int) -> [String] {
            (refused[place]["errors"]?.arrayValue ?? []).map { fault in
                "\(fault["pointer"]?.stringValue ?? "") \(fault["code"]?.stringValue ?? "")"
            }
        }
        #expect(faults(0) == ["/events/1/at invalid_instant"])
        #expect(
            Set(faults(1)) == [
                "/events/2/at required", "/events/2/visitor_id too_short", "/events/2/color unknown_member",
            ]
        )
        #expect(faults(2) == ["/events/4 wrong_type"])
        #expect(faults(3).count == 10)
        let whole = try await scene.world.anonymous.post("/api/v1/events", ["events": "none"])
        #expect(whole.status == 422 && whole.faults["/events"] == "wrong_type")
    }

    @Test func `at most 100 events, and at least one`() async throws {
        let scene = try await VisitorScene.open()
        let visit = VisitorScene.event("visit", at: scene.world.clock.now)

        #expect(try await scene.send(Array(repeating: visit, count: 100))["accepted"] == 100)
        #expect(try await scene.send(Array(repeating: visit, count: 101)).faults["/events"] != nil)
        #expect(try await scene.send([]).faults["/events"] == "required")
    }

    @Test func `events are kept 13 months, and go with the account`() async throws {
        let scene = try await VisitorScene.open()
        try await scene.answer(true, by: .sara)
        _ = try await scene.send([VisitorScene.event("visit", at: scene.world.clock.now)], as: .sara)
        _ = try await scene.send([VisitorScene.event("visit", at: scene.world.clock.now, by: "visitor-2")])
        #expect(try await scene.stored() == 2)

        scene.world.clock.advance(by: .days(390))
        try await scene.world.tick()
        #expect(try await scene.stored() == 2)
        scene.world.clock.advance(by: .days(8))
        try await scene.world.tick()

        #expect(try await scene.stored() == 0)
    }
}
