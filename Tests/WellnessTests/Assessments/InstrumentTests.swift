import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct InstrumentTests {
    private let list = "/api/v1/assessments/instruments"

    @Test func `the instruments come without wording and licence`() async throws {
        let world = try await cast()
        let answer = try await world.as(.anna).get(list)
        let instruments = answer["data"]?.elements ?? []
        #expect(instruments.map { $0["key"] } == ["wemwbs", "swemwbs"])
        #expect(instruments.map { $0["items"] } == [14, 7])
        for instrument in instruments {
            #expect(
                instrument["active"] == false && instrument["wording"] == nil && instrument["version"] == 1
            )
            #expect(instrument["scale"] == ["min": 1, "max": 5])
            #expect(instrument["copyright"]?.stringValue?.contains("©") == true)
        }
        for (key, instrument) in zip(WellbeingScale.Key.allCases, instruments) {
            let bands = try JSON.value(of: WellbeingScale.scale(key).standardBands)
            #expect(instrument["bands"] == bands)
        }
    }

    @Test func `a licence makes an instrument active, with the operator's wording in the caller's language`()
        async throws
    {
        let world = try await cast()
        let put = try await world.license(.swemwbs) { form in
            form["wording"] = [
                "en": .array((1...7).map { .string("Item \($0)") }),
                "it": .array((1...7).map { .string("Voce \($0)") }),
            ]
        }
        #expect(
            put.status == 200 && put["version"] == 2 && put["active"] == true && put["since"] == "2026-01-01"
        )
        #expect(put.header("ETag")?.hasPrefix("\"2.") == true)

        let answer = try await world.as(.anna).get(list, headers: ["Accept-Language": "it"])

        #expect(answer["data"]?[1]?["active"] == true && answer["data"]?[1]?["version"] == 2)
        #expect(answer["data"]?[1]?["wording"]?[0] == "Voce 1")
        #expect(answer["data"]?[0]?["active"] == false)
        #expect(try await world.audit().contains("wellness.instrument.update"))
    }

    @Test func `a version counts from its date on, and one without a licence ends the instrument`()
        async throws
    {
        let world = try await cast()
        _ = try await world.license(.swemwbs)
        let later = try await world.license(.swemwbs) { form in
            form["since"] = "2026-12-01"
            form["licence_reference"] = .null
        }
        #expect(later["version"] == 3 && later["active"] == false && later["licence_reference"] == nil)
        #expect(try await world.as(.anna).get(list)["data"]?[1]?["version"] == 2)
        world.clock.set(to: instant("2026-12-01T00:00:01Z"))
        #expect(try await world.as(.anna).get(list)["data"]?[1]?["active"] == false)
        #expect(
            try await world.assess(.anna, Array(repeating: 3, count: 7)).faults == [
                "/instrument": "assessment.unlicensed"
            ]
        )
    }

    @Test func `all faults of a version are reported together`() async throws {
        let world = try await cast()
        let answer = try await world.license(.swemwbs) { form in
            form["wording"] = ["en": ["only one"], "it": .array((1...7).map { .string("Voce \($0)") })]
            form["bands"] = [
                ["band": "low", "from": 7, "to": 19.5, "citation": "x"],
                ["band": "moderate", "from": 19.6, "to": 27.49, "citation": "x"],
                ["band": "high", "from": 27.5, "to": 34, "citation": "x"],
            ]
        }
        #expect(answer.status == 422)
        #expect(
            answer.faults == [
                "/wording/en": "wrong_length", "/bands/1/from": "bands_with_gap",
                "/bands/2/to": "bands_with_gap",
            ]
        )
        #expect(
            try await world.license(.wemwbs) { $0["bands"] = [] }.faults == ["/bands": "bands_incomplete"]
        )
        #expect(
            try await world.license(.wemwbs) { $0["copyright"] = nil }.faults == ["/copyright": "required"]
        )
    }

    @Test func `only super administrators set versions, and nobody over another's`() async throws {
        let world = try await cast()
        let path = "/api/v1/admin/assessments/instruments/swemwbs"
        #expect(try await world.as(.bruno).put(path, [:]).status == 403)
        #expect(
            try await world.as(.elena).put("/api/v1/admin/assessments/instruments/phq9", [:]).status == 404
        )
        var form: JSONValue = ["copyright": "©", "since": "2026-01-01"]
        form["bands"] = try JSON.value(of: WellbeingScale.swemwbs.standardBands)
        let seen = ["If-Match": "\"1\""]
        #expect(try await world.as(.elena).put(path, form, headers: seen).status == 200)
        let second = try await world.as(.elena).put(path, form, headers: seen)
        #expect(second.status == 412 && second.problem == .stale)
    }
}
