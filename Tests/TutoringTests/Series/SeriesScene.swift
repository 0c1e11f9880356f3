import Kernel
import Platform
import TestKit

@testable import Tutoring

extension LessonScene {
    /// A series of mathematics at 10:00 in Rome from the first Monday on.
    func series(
        _ rule: String = "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
        by student: Person = .sara,
        with tutor: Person = .tina,
        from first: String = LessonScene.monday,
        mode: String = "atomic",
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        let tutor = try await world.tutor(of: tutor)
        var body: JSONObject = [
            "tutor_id": .string(tutor.description), "subject": "mathematics", "starts_on": .string(first),
            "time": "10:00", "zone": "Europe/Rome", "rrule": .string(rule), "mode": .string(mode),
        ]
        for member in more { body[member.name] = member.value }
        return try await post("/bookings/series", by: student, body)
    }
}

extension TestResponse {
    /// The outcome of each date of a series.
    var outcomes: [String] { dates("outcome") }

    /// A member of each date of a series.
    func dates(_ member: String) -> [String] {
        (self["dates"]?.arrayValue ?? []).map { $0[member]?.stringValue ?? "-" }
    }
}
