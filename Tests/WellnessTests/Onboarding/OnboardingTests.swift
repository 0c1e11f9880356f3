import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

private let path = "/api/v1/users/me/onboarding"

@Suite struct OnboardingTests {
    private func answers(_ change: (inout JSONValue) -> Void = { _ in }) -> JSONValue {
        var answers: JSONValue = [
            "locale": "it", "time_zone": "America/New_York", "goals": ["sleep_better", "focus"],
            "reminder_times": ["08:30"], "baseline": ["sleep": 6, "movement": 45],
            "consents": [["purpose": "reminders", "policy_version": "2026-01", "granted": true]],
        ]
        change(&answers)
        return answers
    }

    private func body(_ answers: JSONValue, complete: Bool, version: Int64 = 1) -> JSONValue {
        ["version": .integer(version), "answers": answers, "complete": .bool(complete)]
    }

    @Test func `the questions come in order, with their options`() async throws {
        let world = try await cast()

        let form = try await world.as(.anna).get(path, headers: ["Accept-Language": "it"])

        let questions = form["questions"]?.arrayValue ?? []
        #expect(
            questions.compactMap { $0["key"]?.stringValue }
                == ["locale", "time_zone", "goals", "reminder_times", "baseline", "consents"]
        )
        #expect(form["version"] == 1 && form["state"] == "none" && form["completed_at"] == nil)
        #expect(form["answers"] == [:])
        #expect(questions[0]["title"]?.stringValue?.contains("lingua") == true)
        #expect(
            questions[4]["options"]?[0]?["value"] == "sleep"
                && questions[4]["options"]?[0]?["title"] == "Sonno"
        )
        #expect(questions[1]["options"] == nil)
    }

    @Test func `a draft is kept sealed, applies nothing, and is replaced as a whole`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let draft = try await anna.put(
            path,
            body(["goals": ["focus"], "baseline": ["mood": 3]], complete: false)
        )
        let next = try await anna.put(path, body(["locale": "it"], complete: false))

        #expect(draft.status == 200, "\(draft)")
        #expect(draft["state"] == "draft" && draft["answers"]?["baseline"]?["mood"] == 3)
        #expect(next["answers"] == ["locale": "it"])
        let me = try await anna.get("/api/v1/users/me")
        #expect(me["locale"] == "en" && me["onboarding"] == "draft")
        let kept = try await world.db.read { tx in
            try tx.value("SELECT answers FROM onboarding", as: [UInt8].self)
        }
        #expect(kept.map { String(decoding: $0, as: UTF8.self).contains("locale") } == false)
    }

    @Test func `completing applies language, zone, reminder times and consents`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let done = try await anna.put(path, body(answers(), complete: true))

        #expect(done.status == 200, "\(done)")
        #expect(done["state"] == "complete" && done["completed_at"]?.stringValue != nil)
        let me = try await anna.get("/api/v1/users/me")
        #expect(
            me["locale"] == "it" && me["time_zone"] == "America/New_York" && me["onboarding"] == "complete"
        )
        let settings = try await anna.get("/api/v1/users/me/preferences")
        #expect(settings["reminder_times"] == ["08:30"], "\(settings)")
        let consents = try await anna.get("/api/v1/users/me/consents")["policies"]?.arrayValue ?? []
        #expect(consents.first { $0["purpose"] == "reminders" }?["is_granted"] == true)
        #expect(
            try await anna.get("/api/v1/wellness/logs")["data"]?.arrayValue == [],
            "a baseline is no entry"
        )
        #expect(try await world.audit().contains("wellness.onboarding.complete"))
    }

    @Test func `completing names every required answer that is missing`() async throws {
        let world = try await cast()

        let answer = try await world.as(.anna).put(path, body([:], complete: true))

        #expect(answer.problem == .invalid)
        #expect(
            answer.faults == [
                "/answers/locale": "required", "/answers/time_zone": "required",
                "/answers/consents": "required",
            ]
        )
        #expect(try await world.as(.anna).get(path)["state"] == "none")
    }

    @Test func `answers to questions that are not in force are refused`() async throws {
        let world = try await cast()

        let answer = try await world.as(.anna).put(path, body(answers(), complete: false, version: 2))

        #expect(answer.status == 409 && answer.problem == .onboardingVersion)
    }

    @Test func `every wrong answer is named, of a draft too`() async throws {
        let world = try await cast()
        let wrong = answers {
            $0["goals"] = ["focus", "wealth", "focus"]
            $0["reminder_times"] = ["08:00", "12:00", "18:00"]
            $0["baseline"] = ["mood": 11, "movement": 7, "wealth": 1]
        }

        let answer = try await world.as(.anna).put(path, body(wrong, complete: false))

        #expect(
            answer.faults == [
                "/answers/goals/1": "not_an_option", "/answers/goals/2": "chosen_twice",
                "/answers/reminder_times": "too_many", "/answers/baseline/mood": "log.out_of_range",
                "/answers/baseline/movement": "log.off_step",
                "/answers/baseline/wealth": "log.unknown_domain",
            ],
            "\(answer)"
        )
    }

    @Test func `a reminder in the quiet hours cannot be completed, and nothing is applied`() async throws {
        let world = try await cast()
        let late = answers { $0["reminder_times"] = ["23:30"] }

        let answer = try await world.as(.anna).put(path, body(late, complete: true))

        #expect(Array(answer.faults.keys) == ["/answers/reminder_times/0"], "\(answer)")
        #expect(try await world.as(.anna).get("/api/v1/users/me")["time_zone"] == "Europe/Rome")
        #expect(try await world.as(.anna).get(path)["state"] == "none")
    }

    @Test func `consents are checked where they stand`() async throws {
        let world = try await cast()
        let wrong = answers {
            $0["consents"] = [["purpose": "reminders", "policy_version": "1999-01", "granted": true]]
        }

        let answer = try await world.as(.anna).put(path, body(wrong, complete: true))

        #expect(Array(answer.faults.keys) == ["/answers/consents/0/policy_version"], "\(answer)")
        #expect(try await world.as(.anna).get("/api/v1/users/me")["locale"] == "en")
    }

    @Test func `a baseline is kept only with the consent to the diary, in a draft too`() async throws {
        let world = try await cast()
        try await world.consent(.anna, to: "diary", granted: false)
        let anna = world.as(.anna)

        let refused = try await anna.put(path, body(answers(), complete: true))
        let draft = try await anna.put(path, body(["baseline": ["mood": 3]], complete: false))
        #expect(draft.faults == ["/answers/baseline": "consent_required"], "\(draft)")
        #expect(try await anna.get(path)["state"] == "none")
        let given = try await anna.put(
            path,
            body(
                answers {
                    $0["consents"] = [["purpose": "diary", "policy_version": "2026-01", "granted": true]]
                },
                complete: true
            )
        )

        #expect(refused.faults == ["/answers/baseline": "consent_required"])
        #expect(given.status == 200)
    }

    @Test func `the baseline goes when the consent to the diary has been withdrawn for a month`() async throws
    {
        let world = try await cast()
        let anna = world.as(.anna)
        _ = try await anna.put(path, body(answers(), complete: true))
        try await world.consent(.anna, to: "diary", granted: false)

        world.clock.advance(by: .days(31))
        try await world.tick()

        let left = try await world.as(.anna).get(path)["answers"]
        #expect(left?["baseline"] == nil && left?["goals"] != nil, "\(left ?? .null)")
    }

    @Test func `a draft that nobody finishes is deleted`() async throws {
        let world = try await cast()
        _ = try await world.as(.anna).put(path, body(["locale": "it"], complete: false))

        world.clock.advance(by: .days(91))
        try await world.tick()

        #expect(try await world.as(.anna).get(path)["state"] == "none")
    }
}
