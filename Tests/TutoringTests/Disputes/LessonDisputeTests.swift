import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LessonDisputeTests {
    @Test func `S disputes for 72 h, the earning is held, and A decides a share`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3, price: 10_000)
        let lesson = try await scene.completed(lot)
        let answer = try await scene.move(lesson, "dispute", by: .sara, ["reason": "Only half an hour."])
        #expect(answer.status == 200 && answer["state"] == "disputed", "\(answer)")
        #expect(try await scene.get("/bookings/\(lesson)", by: .tina)["earning"]?["state"] == "contested")
        let listed = try await scene.get("/admin/disputes?state=open", by: .ada)["data"]?.arrayValue ?? []
        #expect(listed.count == 1 && listed.first?["booking"]?["id"]?.stringValue == lesson)
        #expect(listed.first?["claims"]?.arrayValue?.first?["reason"] == "Only half an hour.")
        let id = try #require(listed.first?["id"]?.stringValue)

        let bare = try await scene.decide(id, 40, version: nil)
        #expect(bare.status == 428)
        let stale = try await scene.decide(id, 40, version: 7)
        #expect(stale.status == 412)
        let decided = try await scene.decide(id, 40, version: 1)
        #expect(
            decided.status == 200 && decided["state"] == "decided" && decided["share"] == 40,
            "\(decided)"
        )
        #expect(decided["booking"]?["state"] == "settled")
        let units = try await scene.units(lot)
        #expect(units["available"] == 240 && units["used"] == 60)
        let again = try await scene.decide(id, 10, version: 2)
        #expect(again.status == 409 && again.problem == .illegalTransition)
    }

    @Test func `T disputes a reported absence for 24 h; a share of 100 frees all, 0 charges all`()
        async throws
    {
        for (share, used) in [(100, Int64(0)), (0, 100), (40, 60)] {
            let scene = try await LessonScene.open()
            let lot = try await scene.lot()
            let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
            try scene.go(to: LessonScene.rome(10, 30))
            _ = try await scene.move(lesson, "no-show", by: .sara)
            #expect(try await scene.move(lesson, "dispute", by: .sara, ["reason": "Twice."]).status == 409)
            let answer = try await scene.move(
                lesson,
                "no-show",
                by: .tina,
                ["note": "I waited for the student."]
            )
            #expect(answer["state"] == "disputed", "\(answer)")
            try scene.go(to: LessonScene.rome(11, on: "2026-11-24"))
            try await scene.world.tick()
            #expect(try await scene.state(of: lesson) == "disputed", "the settlement waits")
            let disputes = try await scene.get("/admin/disputes", by: .ada)["data"]?.arrayValue ?? []
            #expect(disputes.first?["opened_by"] == "tutor")
            let id = try #require(disputes.first?["id"]?.stringValue)
            #expect(try await scene.decide(id, share, version: 1).status == 200)
            #expect(try await scene.units(lot)["used"] == used)
        }
    }

    @Test func `S answers a report of the own absence with one in turn`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        try scene.go(to: LessonScene.rome(10, 30))
        _ = try await scene.move(lesson, "no-show", by: .tina)
        let answer = try await scene.move(lesson, "no-show", by: .sara)
        #expect(answer["state"] == "disputed", "\(answer)")
    }

    @Test func `after 72 h the time for a dispute is over`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.completed(scene.lot())
        scene.world.clock.advance(by: .hours(72))
        let late = try await scene.move(lesson, "dispute", by: .sara, ["reason": "Too late."])
        #expect(late.status == 409 && late.problem == .disputeOver)
        #expect(try await scene.move(lesson, "dispute", by: .tina, ["reason": "Not mine."]).status == 409)
    }

    @Test func `files of others are no evidence`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.completed(scene.lot())
        let body: JSONObject = [
            "reason": "See the file.",
            "files": [.string(ID<UserFile>.new(at: scene.world.clock.now).description)],
        ]
        let answer = try await scene.move(lesson, "dispute", by: .sara, body)
        #expect(answer.status == 422 && answer.faults.keys.contains { $0.hasPrefix("/files") }, "\(answer)")
    }

    @Test func `T gives the whole back, and a dispute ends with it`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let lesson = try await scene.completed(lot)
        _ = try await scene.move(lesson, "dispute", by: .sara, ["reason": "Only half an hour."])
        let account = try await scene.world.account(of: .tina)
        try await scene.world.db.write { [site = scene.world.site] tx in
            let call = site.call(as: .owner(of: try Account.find(account, tx)), with: .paymentRefund)
            let found = try #require(ID<Lesson>(lesson))
            _ = try Lesson.find(found, tx).givenBack(
                percent: 100,
                by: .tutor,
                because: "The student is right.",
                as: call,
                tx
            )
        }
        #expect(try await scene.state(of: lesson) == "settled")
        #expect(try await scene.units(lot)["available"] == 300)
        let disputes =
            try await scene.get("/admin/disputes?state=decided", by: .ada)["data"]?.arrayValue ?? []
        #expect(disputes.count == 1 && disputes.first?["share"] == nil)
    }

    @Test func `after 10 d administrators are told once`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.completed(scene.lot())
        _ = try await scene.move(lesson, "dispute", by: .sara, ["reason": "Only half an hour."])
        scene.world.clock.advance(by: .days(10) + .minutes(1))
        try await scene.world.tick()
        try await scene.world.tick()
        #expect(try await scene.count("notice WHERE template = 'tutoring.dispute.overdue'") == 2)
        #expect(try await scene.get("/admin/disputes", by: .tina).status == 403)
    }
}

extension LessonScene {
    /// A lesson that was taught an hour ago.
    fileprivate func completed(_ lot: String) async throws -> String {
        let lesson = try await booked(Self.rome(10), lot: lot)
        try go(to: Self.rome(12))
        let answer = try await move(lesson, "complete", by: .tina)
        guard answer.status == 200 else { throw TestFailure("not completed: \(answer)") }
        return lesson
    }

    fileprivate func decide(_ dispute: String, _ share: Int, version: Int?) async throws -> TestResponse {
        let body: JSONValue = ["share": .integer(Int64(share)), "reason": "Both were heard."]
        let headers = version.map { ["If-Match": "\"\($0)\""] } ?? [:]
        return try await world.as(.ada).patch(
            "\(Self.root)/admin/disputes/\(dispute)",
            body,
            headers: headers
        )
    }
}
