import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct StudentTests {
    private let body: JSONValue = [
        "birth_date": "2008-02-29", "time_zone": "Asia/Kolkata", "country": "in", "level": "university",
        "wishes": [
            "subjects": ["mathematics"], "budget_minor": 3_500,
            "windows": [["weekday": 3, "from": "17:00", "until": "20:00"]],
        ],
    ]

    @Test func `a student writes a profile once, and changes it`() async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")

        let made = try await world.as(nina).post("/api/v1/students", body)
        let twice = try await world.as(nina).post("/api/v1/students", body)
        let read = try await world.as(nina).get("/api/v1/students/me")
        let changed = try await world.as(nina).patch(
            "/api/v1/students/me",
            ["level": nil, "wishes": nil, "country": "IT", "time_zone": "Europe/Rome"]
        )

        #expect(made.status == 201 && made.header("location")?.hasSuffix("/students/me") == true, "\(made)")
        #expect(
            made["country"] == "IN" && made["time_zone"] == "Asia/Kolkata" && made["level"] == "university"
        )
        #expect(made["wishes"]?["windows"]?[0]?["weekday"] == 3 && made["wishes"]?["budget_minor"] == 3_500)
        #expect(twice.status == 409 && twice.problem == .alreadyThere, "\(twice)")
        #expect(read["birth_date"] == "2008-02-29", "\(read)")
        #expect(changed.status == 200 && changed["level"] == nil && changed["wishes"] == nil, "\(changed)")
        #expect(changed["time_zone"] == "Europe/Rome" && changed["country"] == "IT")
        #expect(try await world.as(nina).get("/api/v1/users/me")["profile_id"] != nil)
    }

    @Test(
        arguments: [
            ("2012-11-21", nil, 201), ("2012-11-22", nil, 422), ("2008-11-21", "2016-01-01", 201),
            ("2008-11-22", "2016-01-01", 422), ("2027-01-01", nil, 422),
        ] as [(String, String?, Int)]
    )
    func `under 14 nobody has an account, and a guardian is 18`(
        _ born: String,
        _ learner: String?,
        _ status: Int
    ) async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")
        var body: JSONObject = ["birth_date": .string(born), "time_zone": "Europe/Rome", "country": "IT"]
        if let learner { body["learner"] = ["name": "Ugo", "birth_date": .string(learner)] }

        // The world begins on 21 November 2026.
        let made = try await world.as(nina).post("/api/v1/students", .object(body))

        #expect(made.status == status, "\(made)")
        if status == 422 { #expect(made.faults.keys.contains("/birth_date"), "\(made)") }
    }

    @Test func `wishes name known subjects and windows that end after they start`() async throws {
        let world = try await castTutoring()

        let subject = try await world.as(.sara).patch(
            "/api/v1/students/me",
            ["wishes": ["subjects": ["alchemy"]]]
        )
        let window = try await world.as(.sara).patch(
            "/api/v1/students/me",
            ["wishes": ["windows": [["weekday": 8, "from": "17:00", "until": "20:00"]]]]
        )
        let backwards = try await world.as(.sara).patch(
            "/api/v1/students/me",
            ["wishes": ["windows": [["weekday": 1, "from": "17:00", "until": "16:00"]]]]
        )

        #expect(
            subject.status == 422 && subject.faults == ["/wishes/subjects/0": "unknown_subject"],
            "\(subject)"
        )
        #expect(window.status == 422, "\(window)")
        #expect(backwards.faults == ["/wishes/windows/0/until": "ends_before_it_starts"], "\(backwards)")
    }

    @Test func `others have no student profile`() async throws {
        let world = try await castTutoring()
        let nina = try await world.enrol("nina")

        #expect(try await world.as(nina).get("/api/v1/students/me").status == 404)
        #expect(try await world.as(.tina).get("/api/v1/students/me").status == 403)
        #expect(try await world.as(.ada).post("/api/v1/students", body).status == 403)
        #expect(try await world.anonymous.get("/api/v1/students/me").status == 401)
    }
}
