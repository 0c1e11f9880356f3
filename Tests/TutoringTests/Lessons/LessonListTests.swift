import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LessonListTests {
    @Test func `everybody lists their own, and administrators all`() async throws {
        let scene = try await LessonScene.open()
        let mine = try await scene.lot(5)
        let theirs = try await scene.lot(5, of: .sami, with: .theo)
        let first = try await scene.booked(LessonScene.rome(14), lot: mine)
        let second = try await scene.booked(LessonScene.rome(10), lot: mine)
        let third = try await scene.booked(LessonScene.newYork(12), by: .sami, with: .theo, lot: theirs)

        #expect(try await scene.ids("", by: .sara) == [second, first], "newest first")
        #expect(try await scene.ids("?sort=-starts_at", by: .sara) == [first, second])
        #expect(try await scene.ids("?sort=starts_at", by: .tina) == [second, first])
        #expect(try await scene.ids("?sort=created_at", by: .ada) == [first, second, third])
        #expect(try await scene.ids("?state=requested", by: .ada) == [third])
        let student = try await scene.world.id(of: .sami)
        let tutor = try await scene.world.tutor(of: .tina)
        #expect(try await scene.ids("?student_id=\(student)", by: .ada) == [third])
        #expect(try await scene.ids("?tutor_id=\(tutor)&limit=1", by: .sara) == [second])
        #expect(
            try await scene.ids("?from=\(LessonScene.rome(12))&until=\(LessonScene.rome(15))", by: .sara) == [
                first
            ]
        )
        #expect(try await scene.ids("?student_id=\(student)", by: .sara).isEmpty)
    }

    @Test func `what an administrator reads is in the audit log`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(14), lot: scene.lot())
        _ = try await scene.get("/bookings/\(lesson)", by: .sara)
        #expect(try await !scene.world.audit().contains("lesson.read"))
        let seen = try await scene.get("/bookings/\(lesson)", by: .ada)
        #expect(seen["earning"]?["state"] == "reserved")
        #expect(try await scene.world.audit().contains("lesson.read"))
        #expect(try await scene.get("/bookings/\(lesson)/history", by: .sami).status == 404)
    }

    @Test func `a stale version is refused where one is named`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(14), lot: scene.lot())
        let path = "/api/v1/bookings/\(lesson)/reschedule"
        let body: JSONValue = ["starts_at": .string(LessonScene.rome(10))]
        let stale = try await scene.world.as(.sara).post(path, body, headers: ["If-Match": "\"1\""])
        #expect(stale.status == 412)
        let known = try await scene.world.as(.sara).post(path, body, headers: ["If-Match": "\"2\""])
        #expect(known.status == 200, "\(known)")
    }
}

extension LessonScene {
    fileprivate func ids(_ query: String, by person: Person) async throws -> [String] {
        let answer = try await get("/bookings\(query)", by: person)
        guard answer.status == 200 else { throw TestFailure("no list: \(answer)") }
        return answer["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
    }
}
