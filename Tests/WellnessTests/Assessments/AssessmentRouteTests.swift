import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

extension World {
    func license(
        _ key: WellbeingScale.Key,
        _ change: (inout JSONValue) -> Void = { _ in }
    ) async throws -> TestResponse {
        let bands = WellbeingScale.scale(key).standardBands
        var form: JSONValue = [
            "licence_reference": "W-2026-17", "copyright": "© University of Warwick", "since": "2026-01-01",
            "bands": try JSON.value(of: bands),
        ]
        change(&form)
        return try await self.as(.elena).put("/api/v1/admin/assessments/instruments/\(key.rawValue)", form)
    }

    func assess(
        _ person: Person,
        _ answers: [JSONValue],
        with key: WellbeingScale.Key = .swemwbs
    ) async throws -> TestResponse {
        try await self.as(person).post(
            "/api/v1/assessments",
            ["instrument": .string(key.rawValue), "answers": .array(answers)]
        )
    }
}

@Suite struct AssessmentRouteTests {
    private let path = "/api/v1/assessments"

    @Test func `without a licence nothing is scored`() async throws {
        let world = try await cast()
        let answer = try await world.assess(.anna, Array(repeating: 3, count: 7))
        #expect(answer.status == 422 && answer.faults == ["/instrument": "assessment.unlicensed"])
    }

    @Test func `complete answers have a score, a metric with two decimals and a band`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        _ = try await world.license(.wemwbs)

        let short = try await world.assess(.anna, Array(repeating: 3, count: 7))
        let long = try await world.assess(.anna, Array(repeating: 5, count: 14), with: .wemwbs)

        #expect(short.status == 201 && short.header("Location") == "\(path)/\(short.id ?? "")")
        #expect(
            short["raw"] == 21 && short["metric"] == 19.25 && short["band"] == "low" && short["version"] == 2
        )
        #expect(short["support"] == "/cms/pages/support" && short["change"] == nil)
        #expect(short["copyright"] == "© University of Warwick")
        #expect(
            long["raw"] == 70 && long["metric"] == nil && long["band"] == "high" && long["support"] == nil
        )
    }

    @Test func `every missing or impossible item is a fault, and there is no score`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        let missing = try await world.assess(.anna, [3, .null, 3, 3, 3])
        #expect(missing.status == 422)
        #expect(
            missing.faults == [
                "/answers/1": "assessment.incomplete", "/answers/5": "assessment.incomplete",
                "/answers/6": "assessment.incomplete",
            ]
        )
        let wrong = try await world.assess(.anna, [0, 6, 3, 3, 3, 3, 3, 3])
        #expect(
            wrong.faults == [
                "/answers/0": "out_of_range", "/answers/1": "out_of_range", "/answers/7": "out_of_range",
            ]
        )
        #expect(try await world.assess(.anna, [3, "four"]).faults.keys.contains("/answers/1"))
        #expect(try await world.number(of: "assessment") == 0)
    }

    @Test func `without consent nothing is stored, and reading still works`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        let taken = try await world.assess(.anna, Array(repeating: 3, count: 7))
        #expect(try await world.consent(.anna, to: "assessments", granted: false).status == 200)

        let refused = try await world.assess(.anna, Array(repeating: 3, count: 7))

        #expect(
            refused.status == 403 && refused["code"] == "consent_required"
                && refused["purpose"] == "assessments"
        )
        #expect(try await world.as(.anna).get("\(path)/\(taken.id ?? "")").status == 200)
    }

    @Test func `changes are significant from three points on, and overlap under 14 days`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        _ = try await world.assess(.anna, [3, 3, 3, 3, 3, 3, 3])
        world.clock.advance(by: .days(13))
        let near = try await world.assess(.anna, [3, 3, 3, 3, 4, 4, 4])
        world.clock.advance(by: .days(14) + .minutes(1))
        let far = try await world.assess(.anna, [4, 4, 4, 4, 4, 4, 4])

        #expect(near["change"] == ["delta": 2.29, "significant": false, "overlapping": true])
        #expect(far["change"] == ["delta": 3.49, "significant": true, "overlapping": false])
        let list = try await world.as(.anna).get(path)
        #expect(list["data"]?.elements.map { $0["raw"] } == [28, 24, 21])
        #expect(list["data"]?[0]?["change"] == far["change"] && list["data"]?[2]?["change"] == nil)
        #expect(list["data"]?[0]?["answers"] == nil)
    }

    @Test func `one assessment is read with its answers, by its owner only`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        let taken = try await world.assess(.anna, [1, 2, 3, 4, 5, 4, 3])
        let one = "\(path)/\(taken.id ?? "")"

        #expect(try await world.as(.anna).get(one)["answers"] == [1, 2, 3, 4, 5, 4, 3])
        #expect(try await world.as(.bruno).get(one).status == 404)
        #expect(try await world.as(.elena).get(one).status == 403)
        #expect(try await world.as(.elena).get(path).status == 403)
        #expect(try await world.assess(.elena, []).status == 403)
        #expect(try await world.as(.anna).get("\(path)/none").status == 404)
        let sealed: [UInt8] = try await world.db.read { tx in
            try tx.value("SELECT answers FROM assessment") ?? []
        }
        #expect(!String(decoding: sealed, as: UTF8.self).contains("[1,2,3"))
        #expect(!(try await world.audit().contains { $0.contains("assessment.submit") }))
    }

    @Test func `a version keeps the bands that an assessment was scored by`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        let taken = try await world.assess(.anna, [3, 3, 3, 3, 3, 3, 3])
        _ = try await world.license(.swemwbs) { form in
            form["copyright"] = "Another notice"
            form["bands"] = [
                ["band": "low", "from": 7, "to": 9, "citation": "x"],
                ["band": "moderate", "from": 9.01, "to": 20, "citation": "x"],
                ["band": "high", "from": 20.01, "to": 35, "citation": "x"],
            ]
        }
        let again = try await world.as(.anna).get("\(path)/\(taken.id ?? "")")
        #expect(
            again["band"] == "low" && again["version"] == 2 && again["copyright"] == "© University of Warwick"
        )
        #expect(try await world.assess(.anna, [3, 3, 3, 3, 3, 3, 3])["band"] == "moderate")
    }

    @Test func `thirty days after the withdrawal all assessments are erased`() async throws {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        _ = try await world.assess(.anna, [3, 3, 3, 3, 3, 3, 3])
        _ = try await world.assess(.dario, [3, 3, 3, 3, 3, 3, 3])
        try await world.consent(.anna, to: "assessments", granted: false)
        world.clock.advance(by: .days(29))
        try await world.tick()
        #expect(try await world.number(of: "assessment") == 2)
        world.clock.advance(by: .days(2))
        try await world.tick()
        #expect(try await world.number(of: "assessment") == 1)
    }
}
