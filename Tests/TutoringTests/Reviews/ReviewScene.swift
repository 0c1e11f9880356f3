import Kernel
import Platform
import TestKit

@testable import Tutoring

extension LessonScene {
    /// A lesson of the lot that took place.
    func taught(
        _ start: String,
        until end: String,
        by student: Person = .sara,
        lot: String
    ) async throws -> String {
        let lesson = try await booked(start, by: student, lot: lot)
        try go(to: end)
        let answer = try await move(lesson, "complete", by: .tina)
        guard answer.status == 200 else { throw TestFailure("not completed: \(answer)") }
        return lesson
    }

    func review(
        _ path: String,
        _ rating: Int64 = 5,
        by person: Person = .sara,
        _ text: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["rating": .integer(rating)]
        if let text { body["text"] = .string(text) }
        return try await post("\(path)/reviews", by: person, body)
    }

    func patch(_ path: String, by person: Person, _ body: JSONObject) async throws -> TestResponse {
        try await world.as(person).patch("\(Self.root)\(path)", .object(body))
    }
}
