import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct PreferencesTests {
    @Test func `language, quiet hours and channels are one document`() async throws {
        let world = try await castTutoring()

        let before = try await world.as(.sami).get("/api/v1/users/me/preferences")
        let changed = try await world.as(.sami).patch(
            "/api/v1/users/me/preferences",
            [
                "language": "it", "quiet_hours": ["from": "22:00", "until": "07:00"],
                "preferences": [["category": "service", "channel": "sms", "enabled": true]],
            ]
        )
        let cleared = try await world.as(.sami).patch("/api/v1/users/me/preferences", ["quiet_hours": nil])

        #expect(before.status == 200 && before["time_zone"] == "America/New_York", "\(before)")
        #expect(before["quiet_hours"] == nil && choice("service", "sms", in: before) == false)
        #expect(
            choice("service", "email", in: before) == true
                && choice("marketing", "email", in: before) == false
        )
        #expect(changed.status == 200 && changed["language"] == "it", "\(changed)")
        #expect(changed["quiet_hours"]?["from"] == "22:00" && choice("service", "sms", in: changed) == true)
        #expect(cleared["quiet_hours"] == nil && choice("service", "sms", in: cleared) == true)
    }

    @Test func `security stays on, and quiet hours are not the whole day`() async throws {
        let world = try await castTutoring()

        let off = try await world.as(.sara).patch(
            "/api/v1/users/me/preferences",
            ["preferences": [["category": "security", "channel": "email", "enabled": false]]]
        )
        let always = try await world.as(.sara).patch(
            "/api/v1/users/me/preferences",
            ["quiet_hours": ["from": "07:00", "until": "07:00"]]
        )

        #expect(off.status == 422 && off.faults["/preferences/0/enabled"] != nil, "\(off)")
        #expect(always.status == 422 && always.faults["/quiet_hours/until"] != nil, "\(always)")
    }

    private func choice(_ category: String, _ channel: String, in answer: TestResponse) -> Bool? {
        let all = answer["preferences"]?.arrayValue ?? []
        return all.first { $0["category"] == .string(category) && $0["channel"] == .string(channel) }?[
            "enabled"
        ]
            == true
    }
}
