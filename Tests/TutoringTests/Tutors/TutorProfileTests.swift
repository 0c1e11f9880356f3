import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct TutorProfileTests {
    @Test func `a tutor changes profile and terms, and lists are replaced as a whole`() async throws {
        let world = try await castTutoring()

        let changed = try await world.as(.tina).patch(
            "/api/v1/tutors/me",
            [
                "headline": "Numbers are friends", "bio": nil, "rate_minor": 4_000, "minutes": [90, 60],
                "subjects": [["code": "physics", "levels": ["university", "upper_secondary"]]],
                "languages": [["code": "de", "level": "C1"], ["code": "it", "level": "C2"]],
                "terms": ["policy": "strict", "day_cap": 3, "step": 15, "accepts_plans": true],
                "meeting": ["kind": "meet"], "time_zone": "Europe/Berlin",
            ]
        )

        #expect(changed.status == 200, "\(changed)")
        let card = changed["card"]
        #expect(card?["headline"] == "Numbers are friends" && changed["bio"] == nil)
        #expect(card?["rate_minor"] == 4_000 && card?["minutes"] == [60, 90])
        #expect(card?["subjects"]?.arrayValue?.count == 1)
        #expect(card?["subjects"]?[0]?["name"] == "Fisica")
        #expect(card?["subjects"]?[0]?["levels"] == ["upper_secondary", "university"])
        #expect(card?["languages"]?[0]?["code"] == "it" && card?["policy"] == "strict")
        #expect(changed["terms"]?["day_cap"] == 3 && changed["terms"]?["step"] == 15)
        // Unnamed members stay.
        #expect(changed["terms"]?["mode"] == "instant" && changed["terms"]?["after"] == 10)
        #expect(changed["meeting"]?["kind"] == "meet" && changed["time_zone"] == "Europe/Berlin")
        #expect(changed["searchable"] == true && changed["missing"] == [])
    }

    @Test(
        arguments: [
            ("/rate_minor", ["rate_minor": 499]), ("/rate_minor", ["rate_minor": 50_001]),
            ("/rate_minor", ["rate_minor": nil]), ("/minutes", ["minutes": []]),
            ("/minutes/0", ["minutes": [50]]),
            ("/terms/notice_hours", ["terms": ["notice_hours": 0]]),
            ("/terms/notice_hours", ["terms": ["notice_hours": 169]]),
            ("/terms/before", ["terms": ["before": 61]]), ("/terms/after", ["terms": ["after": -1]]),
            ("/terms/day_cap", ["terms": ["day_cap": 17]]),
            ("/terms/horizon_days", ["terms": ["horizon_days": 6]]),
            ("/terms/step", ["terms": ["step": 20]]), ("/meeting/url", ["meeting": ["kind": "link"]]),
            ("/meeting/url", ["meeting": ["kind": "link", "url": "http://rooms.example/1"]]),
            ("/subjects/0/code", ["subjects": [["code": "alchemy", "levels": ["adult"]]]]),
            ("/subjects/0/levels", ["subjects": [["code": "physics", "levels": []]]]),
            (
                "/subjects",
                [
                    "subjects": [
                        ["code": "physics", "levels": ["adult"]], ["code": "physics", "levels": ["primary"]],
                    ]
                ]
            ),
            ("/time_zone", ["time_zone": "Europe/Atlantis"]),
            ("/legal_name", ["legal_name": "Somebody Else"]), ("/tax_code", ["tax_code": "RSSMRA80A01H501U"]),
        ] as [(String, JSONValue)]
    )
    func `a value out of its range is a fault at its place`(_ pointer: String, _ body: JSONValue) async throws
    {
        let world = try await castTutoring()

        let refused = try await world.as(.tina).patch("/api/v1/tutors/me", body)

        #expect(refused.status == 422 && refused.faults.keys.contains(pointer), "\(refused)")
    }

    @Test func `a stale version is refused, and students have no tutor profile`() async throws {
        let world = try await castTutoring()

        let stale = try await world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["bio": "New."],
            headers: ["If-Match": "\"999\""]
        )

        #expect(stale.status == 412, "\(stale)")
        #expect(try await world.as(.sara).get("/api/v1/tutors/me").status == 403)
        #expect(try await world.as(.ada).get("/api/v1/tutors/me").status == 403)
    }

    @Test func `everybody sees a verified tutor with the packages on sale, and nobody a new one`()
        async throws
    {
        let world = try await castTutoring()

        let page = try await world.anonymous.get("/api/v1/tutors/\(world.tutor(of: .tina))")
        let hidden = try await world.anonymous.get("/api/v1/tutors/\(world.tutor(of: .tess))")
        let own = try await world.as(.tess).get("/api/v1/tutors/\(world.tutor(of: .tess))")

        #expect(page.status == 200 && page["card"]?["name"] == "Tina Rossi", "\(page)")
        #expect(page["packages"]?[0]?["list_price_minor"] == 27_000)
        #expect(page["card"]?["rating"]?["n"] == 0 && page["card"]?["response"]?["n"] == 0)
        #expect(page["card"]?["country"] == "IT" && !page.text.contains("tax"))
        #expect(hidden.status == 404 && own.status == 200)
    }

    @Test func `contact data in a card is masked`() async throws {
        let world = try await castTutoring()

        _ = try await world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["headline": "Write to tina@example.com", "bio": "Call +39 06 1234 5678."]
        )
        let page = try await world.anonymous.get("/api/v1/tutors/\(world.tutor(of: .tina))")

        #expect(!page.text.contains("tina@example.com") && !page.text.contains("1234"), "\(page)")
        let found = try await world.anonymous.get("/api/v1/tutors?q=1234")
        #expect(found["data"]?.arrayValue?.count == 0, "nor by the beginning of a number: \(found)")
    }

    @Test func `the subjects are data, in the reader's language`() async throws {
        let world = try await castTutoring()

        let italian = try await world.anonymous.get("/api/v1/subjects", headers: ["Accept-Language": "it"])
        let english = try await world.anonymous.get("/api/v1/subjects", headers: ["Accept-Language": "en"])

        let driving = english["data"]?.arrayValue?.first { $0["code"] == "driving_theory" }
        #expect(
            italian.status == 200 && italian.text.contains("Matematica")
                && english.text.contains("Mathematics")
        )
        #expect(driving?["school"] == false)
    }

    @Test func `a tutor sees the students with a purchase, with their lots`() async throws {
        let world = try await castTutoring()

        let none = try await world.as(.tina).get("/api/v1/tutors/me/students")

        #expect(none.status == 200 && none["data"] == [], "\(none)")
        #expect(try await world.as(.sara).get("/api/v1/tutors/me/students").status == 403)
    }
}
