import Kernel
import Testing

private func instant(_ zone: Zone, _ date: String, _ time: String) throws -> String {
    zone.instant(of: try #require(CivilDate(date)), at: try #require(LocalTime(time))).description
}

struct ZoneTests {
    @Test(arguments: [
        ("2026-01-15", "12:00", "2026-01-15T11:00:00Z"), ("2026-07-15", "12:00", "2026-07-15T10:00:00Z"),
        ("2026-03-29", "01:59:59", "2026-03-29T00:59:59Z"), ("2026-03-29", "03:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25", "01:59:59", "2026-10-24T23:59:59Z"), ("2026-10-25", "03:00", "2026-10-25T02:00:00Z"),
        ("2026-03-28", "07:30", "2026-03-28T06:30:00Z"), ("2026-03-30", "07:30", "2026-03-30T05:30:00Z"),
    ])
    func `a wall time in Rome is an instant`(date: String, time: String, expected: String) throws {
        #expect(try instant(.rome, date, time) == expected)
    }

    @Test(arguments: ["02:00", "02:30", "02:59:59"])
    func `a wall time that the spring skips is the first instant after the gap`(time: String) throws {
        #expect(try instant(.rome, "2026-03-29", time) == "2026-03-29T01:00:00Z")
    }

    @Test(arguments: [
        ("02:00", "2026-10-25T00:00:00Z"), ("02:30", "2026-10-25T00:30:00Z"),
        ("02:59:59", "2026-10-25T00:59:59Z"),
    ])
    func `a wall time that autumn repeats is the first of the two`(time: String, expected: String) throws {
        #expect(try instant(.rome, "2026-10-25", time) == expected)
    }

    @Test func `the wall tells the offset of the moment`() throws {
        let first = Zone.rome.civil(try #require(Instant("2026-10-25T00:30:00Z")))
        let second = Zone.rome.civil(try #require(Instant("2026-10-25T01:30:00Z")))
        #expect(first.time == second.time && first.date == second.date && first.time.description == "02:30")
        #expect(Zone.rome.offset(at: try #require(Instant("2026-10-25T00:59:59.999999Z"))) == 7_200)
        #expect(Zone.rome.offset(at: try #require(Instant("2026-10-25T01:00:00Z"))) == 3_600)
        #expect(Zone.rome.civil(try #require(Instant("2026-12-31T23:30:00Z"))).date == CivilDate(2027, 1, 1))
        #expect(
            Zone.baghdad.civil(try #require(Instant("1969-12-31T22:00:00Z"))).date == CivilDate(1970, 1, 1)
        )
    }

    @Test func `Baghdad has no summer time`() throws {
        var date = try #require(CivilDate(2026, 1, 1))
        while date.year < 2028 {
            #expect(
                Zone.baghdad.instant(of: date, at: .midnight)
                    == Instant(seconds: Int64(date.days) * 86_400 - 10_800)
            )
            date = date + 1
        }
    }

    @Test func `a day that a zone left out starts with the next`() throws {
        let apia = try Zone(parsing: "Pacific/Apia")
        #expect(try instant(apia, "2011-12-30", "12:00") == "2011-12-30T10:00:00Z")
        #expect(try instant(apia, "2011-12-29", "12:00") == "2011-12-29T22:00:00Z")
    }

    @Test(arguments: [Zone.rome, .baghdad, .utc])
    func `every hour of two years comes back as it went, unless it is repeated`(zone: Zone) throws {
        var repeated = 0
        for hour in 0..<(2 * 365 * 24) {
            let moment = Instant(seconds: 1_767_225_600 + Int64(hour) * 3_600)
            let wall = zone.civil(moment)
            let back = zone.instant(of: wall.date, at: wall.time)
            if back != moment { repeated += 1 }
            #expect(back == moment || back + .hours(1) == moment)
        }
        #expect(repeated == (zone == .rome ? 2 : 0))
    }

    @Test(arguments: ["UTC", "GMT", "Asia/Calcutta", "Etc/GMT+5"])
    func `a zone as devices name it`(text: String) {
        #expect(Zone(text)?.name == text)
    }

    @Test(arguments: [
        "", "Rome", "europe/rome", "Europe/Rome ", "CET+1", "../etc/passwd", "Europe/Rome\u{0}",
    ])
    func `no zone`(text: String) {
        #expect(refusal(of: text, as: Zone.self) == "unknown_time_zone")
    }

    @Test func `a time of day is strict and has one form`() throws {
        #expect(LocalTime("07:30")?.description == "07:30" && LocalTime("07:30:00")?.description == "07:30")
        #expect(LocalTime("23:59:59")?.description == "23:59:59")
        #expect(LocalTime(7, 30) == LocalTime("07:30") && LocalTime(24, 0) == nil)
        #expect(try #require(LocalTime("07:30")) < #require(LocalTime("07:30:01")))
        for text in [
            "", "7:30", "24:00", "07:60", "07:30:60", "+7:30", "07-30", "07:30Z", "07:30:1", "0730",
            "07:30-01",
        ] {
            #expect(refusal(of: text, as: LocalTime.self) == "invalid_time")
        }
    }
}
