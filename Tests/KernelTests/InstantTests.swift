import Kernel
import Testing

struct InstantTests {
    @Test(arguments: [
        ("2026-11-21T08:30:00Z", "2026-11-21T08:30:00Z"), ("2026-11-21t08:30:00z", "2026-11-21T08:30:00Z"),
        ("2026-11-21T08:30:00+01:00", "2026-11-21T07:30:00Z"),
        ("2026-11-21T08:30:00-05:30", "2026-11-21T14:00:00Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
        ("2026-11-21T08:30:00-00:00", "2026-11-21T08:30:00Z"),
        ("2026-11-21T08:30:00.25+01:00", "2026-11-21T07:30:00.250000Z"),
        ("2026-11-21T08:30:00.1234567Z", "2026-11-21T08:30:00.123456Z"),
        ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ])
    func `an instant is read with any offset and written in UTC`(text: String, expected: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.description == expected)
        #expect(Instant(instant.description) == instant)
        #expect(try JSON.decode(Instant.self, from: JSON.encode(instant)) == instant)
    }

    @Test(arguments: [
        "", "now", "2026-11-21", "2026-11-21T08:30:00", "2026-11-21 08:30:00Z", "2026-11-21T08:30Z",
        "2026-02-29T08:30:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T08:60:00Z", "2026-11-21T08:30:61Z", "2026-11-21T08:30:00.Z", "2026-11-21T08:30:00,5Z",
        "2026-11-21T08:30:00+0100",
        "2026-11-21T08:30:00+01", "2026-11-21T08:30:00+24:00", "2026-11-21T08:30:00ZZ",
        "2026-11-21T08:30:00Z ", "+026-11-21T08:30:00Z",
        "2026-11-21T08:30:00é", "２026-11-21T08:30:00Z", "2026-11-21T08:30:00.5", "1795000000000000000000",
    ])
    func `no instant`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(arguments: [
        "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z", "0000-01-01T00:00:00+00:01",
    ])
    func `what could not be written again is not read`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(arguments: ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
    func `the first and the last moment are read and written`(text: String) {
        #expect(Instant(text)?.description == text)
    }

    @Test func `whole seconds are rounded down, however far`() {
        for micros: Int64 in [
            0, 1, 999_999, 1_000_000, -1, -1_000_000, -1_000_001, 253_402_300_799_999_999,
            -62_167_219_199_999_999,
        ] {
            let instant = Instant(micros: micros)
            let rest = micros - instant.seconds * 1_000_000
            #expect((0..<1_000_000).contains(rest), "\(micros)")
        }
    }

    @Test func `durations are added and taken between`() {
        let noon = Instant(seconds: 1_795_000_000)
        #expect((noon + .days(1)) - noon == .hours(24))
        #expect(noon - .minutes(1) < noon && noon - (noon + .seconds(5)) == .seconds(-5))
        #expect(Duration.milliseconds(-1500).micros == -1_500_000)
    }
}
