import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct BehaviourTests {
    @Test func `visits and sessions with a 30 min gap, whole and by day`() async throws {
        let scene = try await VisitorScene.open()
        let now = scene.world.clock.now
        let events = [
            VisitorScene.event("visit", at: now - .hours(30)),
            VisitorScene.event("visit", at: now - .minutes(90)),
            VisitorScene.event("share", at: now - .minutes(60)),
            VisitorScene.event("visit", at: now - .minutes(20)),
            VisitorScene.event("visit", at: now - .minutes(20), by: "visitor-2"),
        ]
        _ = try await scene.send(events)

        let answer = try await scene.figures("behaviour", "?from=2026-11-20&to=2026-11-21&group_by=day")

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["total"]?["visits"]?["value"] == 4)
        #expect(answer["total"]?["shares"]?["value"] == 1)
        #expect(answer["total"]?["visitors"]?["value"] == 2)
        #expect(answer["total"]?["sessions"]?["value"] == 4)
        let groups = answer["groups"]?.arrayValue ?? []
        #expect(groups.compactMap { $0["sessions"]?["value"]?.integerValue } == [1, 3])
        #expect(answer["total"]?["sessions"]?["window"] == "2026-11-20/2026-11-21")
    }

    @Test func `searches are shown from 5 people on`() async throws {
        let scene = try await VisitorScene.open()
        let now = scene.world.clock.now
        for number in 1...5 {
            let visitor = "visitor-\(number)"
            var events = [VisitorScene.event("search", at: now, by: visitor, ["q": "Greek"])]
            if number < 5 {
                events.append(VisitorScene.event("search", at: now, by: visitor, ["q": "latin"]))
            }
            _ = try await scene.send(events)
        }

        let searches = try await scene.figures("behaviour")["searches"]?.arrayValue ?? []

        #expect(searches.count == 1)
        #expect(searches.first?["words"] == "greek" && searches.first?["people"] == 5)
    }

    @Test
    func `the days are in order and at most a year, parts at most 62, and only administrators read them`()
        async throws
    {
        let scene = try await VisitorScene.open()

        #expect(
            try await scene.figures("behaviour", "?from=2026-11-21&to=2026-11-20").faults["query/to"] != nil
        )
        #expect(
            try await scene.figures("revenue", "?from=2025-01-01&to=2026-11-20").faults["query/to"] != nil
        )
        #expect(
            try await scene.figures("revenue", "?from=2026-01-01&to=2026-11-20&group_by=day")
                .faults["query/group_by"] != nil
        )
        let months = try await scene.figures("revenue", "?from=2026-01-15&to=2026-11-20&group_by=month")
        #expect(months["groups"]?.arrayValue?.count == 11)
        for name in ["behaviour", "conversion", "revenue"] {
            let path = "\(VisitorScene.root)/admin/analytics/\(name)?from=2026-11-20&to=2026-11-21"
            #expect(try await scene.world.as(.tina).get(path).status == 403)
        }
        for name in ["tutors", "students", "usage", "predictions"] {
            let path = "\(VisitorScene.root)/admin/analytics/\(name)"
            #expect(try await scene.world.as(.sara).get(path).status == 403)
            #expect(try await scene.world.as(.ada).get(path).status == 200)
        }
    }
}
