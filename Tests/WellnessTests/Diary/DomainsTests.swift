import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DomainsTests {
    private let admin = "/api/v1/admin/wellness/domains"

    private func plan(_ members: (String, JSONValue)...) -> JSONValue {
        var object: JSONObject = [
            "since": "2026-11-24", "name": ["en": "Sleep", "it": "Sonno"], "lo": 0, "hi": 100, "step": 10,
            "direction": "up", "weight": 2, "threshold": 50, "bands": ["amber": 30, "green": 60],
            "position": 1,
        ]
        for (name, value) in members { object[name] = value }
        return .object(object)
    }

    @Test func `everyone reads the domains, in their language`() async throws {
        let world = try await cast()

        let english = try await world.as(.anna).get("/api/v1/wellness/domains")["data"]?.arrayValue ?? []
        let italian = try await world.as(.elena).get(
            "/api/v1/wellness/domains",
            headers: ["Accept-Language": "it"]
        )["data"]?.arrayValue

        #expect(
            english.map { $0["key"]?.stringValue } == [
                "sleep", "mood", "energy", "nutrition", "connection", "stress", "focus", "movement",
            ]
        )
        #expect(english[7]["hi"] == 120 && english[7]["step"] == 5 && english[5]["direction"] == "down")
        #expect(english[0]["bands"] == ["amber": 40, "green": 70] && english[0]["retired"] == false)
        #expect(italian?[1]["name"] == "Umore")
    }

    @Test func `a planned row applies from its day, and entries before keep theirs`() async throws {
        let world = try await cast()
        _ = try await world.log(.anna, "sleep", 10)

        let saved = try await world.as(.elena).put("\(admin)/sleep", plan())

        #expect(saved.status == 200 && saved["since"] == "2026-11-24", "\(saved)")
        let again = try await world.as(.elena).put("\(admin)/sleep", plan(("weight", 3)))
        #expect(again["weight"] == 3, "its day has not come")
        let days = try await world.as(.anna).get("/api/v1/wellness/domains?date=2026-11-24")["data"]
        #expect(days?[0]?["weight"] == 3 && days?.arrayValue?.count == 8, "\(days ?? .null)")
        #expect(try await world.as(.anna).get("/api/v1/wellness/domains")["data"]?[0]?["weight"] == 1)
        world.clock.advance(by: .days(3))
        #expect(try await world.log(.anna, "sleep", 10, on: "2026-11-24")["normalised"]?.doubleValue == 10)
        #expect(try await world.entries(of: .anna).map { $0["normalised"]?.doubleValue } == [10, 100])
        #expect(try await world.audit().contains("wellness.domain.change"))
    }

    @Test(
        arguments: [
            (["since": "2026-11-21"], "/since", "too_soon"), (["lo": 100], "/hi", "out_of_range"),
            (["step": 7], "/step", "not_accepted"),
            (["bands": ["amber": 60, "green": 60]], "/bands/green", "out_of_range"),
            (["weight": 0], "/weight", "out_of_range"),
        ] as [(JSONObject, String, String)]
    )
    func `a row that makes no sense is refused`(
        change: JSONObject,
        pointer: String,
        code: String
    ) async throws {
        let world = try await cast()
        var form = try #require(plan().objectValue)
        for member in change { form[member.name] = member.value }

        let answer = try await world.as(.elena).put("\(admin)/sleep", .object(form))

        #expect(answer.status == 422 && answer.faults[pointer] == code, "\(answer)")
    }

    @Test func `only super administrators plan, up to thirty domains`() async throws {
        let world = try await cast()
        #expect(try await world.as(.anna).put("\(admin)/sleep", plan()).status == 403)
        #expect(try await world.as(.bruno).put("\(admin)/sleep", plan()).status == 403)

        for index in 9...30 {
            #expect(try await world.as(.elena).put("\(admin)/extra_\(index)", plan()).status == 200)
        }

        let full = try await world.as(.elena).put("\(admin)/extra_31", plan())
        #expect(full.status == 422 && full.faults == ["": "too_many"], "\(full)")
        #expect(try await world.as(.elena).put("\(admin)/sleep", plan()).status == 200)
        #expect(try await world.as(.elena).put("\(admin)/No", plan()).status == 422)
    }
}
