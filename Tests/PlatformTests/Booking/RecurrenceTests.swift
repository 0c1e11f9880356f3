import Kernel
import Testing

@testable import Platform

/// The rules of `vectors/tutoring_vectors.py`: V1 to V5 and a year against dateutil.
@Suite struct RecurrenceTests {
    @Test func `Wed 18:00 Rome x4 keeps its wall time over both changes of clocks`() throws {
        let rule = "FREQ=WEEKLY;BYDAY=WE;COUNT=4"
        #expect(try hours(rule, "2027-03-10") == ["17", "17", "17", "16"])
        #expect(try hours(rule, "2027-10-20") == ["16", "16", "17", "17"])
    }

    @Test func `Sun 02:30 is skipped in the gap, and is the first of two`() throws {
        let rule = "FREQ=WEEKLY;BYDAY=SU;COUNT=3"
        let spring = try expanded(rule, "2027-03-21", at: (2, 30))
        #expect(spring.map(\.date.description) == ["2027-03-21", "2027-03-28", "2027-04-04"])
        #expect(
            spring.map { $0.start?.description } == ["2027-03-21T01:30:00Z", nil, "2027-04-04T00:30:00Z"]
        )
        let autumn = try expanded(rule, "2027-10-24", at: (2, 30))
        #expect(
            autumn.map { $0.start?.description } == [
                "2027-10-24T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-07T01:30:00Z",
            ]
        )
    }

    @Test func `INTERVAL=2;BYDAY=MO,TH;COUNT=5 from 7 Jan, its parts in any order`() throws {
        let dates = ["2027-01-07", "2027-01-18", "2027-01-21", "2027-02-01", "2027-02-04"]
        for rule in [
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=5",
            "COUNT=5;BYDAY=TH,MO;WKST=MO;INTERVAL=2;FREQ=WEEKLY",
        ] {
            #expect(try expanded(rule, "2027-01-07").map(\.date.description) == dates)
        }
    }

    @Test func `UNTIL is inclusive, in UTC`() throws {
        let zone = try #require(Zone("Asia/Jerusalem"))
        for (until, count) in [("20230819T093000Z", 3), ("20230819T092959Z", 2)] {
            let rule = try Recurrence("FREQ=WEEKLY;BYDAY=SA;UNTIL=\(until)")
            let dates = try rule.occurrences(from: day("2023-08-05"), at: time(12, 30), in: zone)
            #expect(dates.count == count)
            #expect(dates.first?.start?.description == "2023-08-05T09:30:00Z")
        }
    }

    @Test func `gap dates and skipped dates count`() throws {
        let rule = try Recurrence("FREQ=WEEKLY;BYDAY=SU;COUNT=3")
        let dates = try rule.occurrences(
            from: day("2027-03-21"),
            at: time(2, 30),
            in: .rome,
            skipping: [day("2027-04-04")]
        )
        #expect(dates.map(\.date.description) == ["2027-03-21", "2027-03-28"])
    }

    @Test func `52 Mondays are a year, 21 of them in winter`() throws {
        let year = try hours("FREQ=WEEKLY;BYDAY=MO;COUNT=52", "2027-01-04")
        #expect(year.count == 52)
        #expect(year.count { $0 == "17" } == 21 && year.count { $0 == "16" } == 31)
    }

    @Test(arguments: [
        ("FREQ=DAILY;COUNT=2", "FREQ=DAILY"), ("BYDAY=MO;COUNT=2", "FREQ"),
        ("FREQ=WEEKLY;COUNT=2", "BYDAY"), ("FREQ=WEEKLY;BYDAY=1MO;COUNT=2", "BYDAY=1MO"),
        ("FREQ=WEEKLY;BYDAY=MO,MO;COUNT=2", "BYDAY=MO,MO"), ("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=MO", "COUNT"), ("FREQ=WEEKLY;BYDAY=MO;COUNT=53", "COUNT=53"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=0", "COUNT=0"), ("FREQ=WEEKLY;BYDAY=MO;COUNT=+2", "COUNT=+2"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2;COUNT=3", "COUNT=3"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=5;COUNT=2", "INTERVAL=5"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2;UNTIL=20270201T170000Z", "UNTIL=20270201T170000Z"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270201", "UNTIL=20270201"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20280106T170001Z", "UNTIL"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270104T165959Z", "UNTIL"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2;WKST=SU", "WKST=SU"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2;BYHOUR=9", "BYHOUR=9"), ("RRULE:FREQ=WEEKLY", "RRULE:FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2;", ""),
    ])
    func `everything else is refused at its part`(rule: String, part: String) throws {
        let problem = #expect(throws: Problem.self) { try expanded(rule, "2027-01-04") }
        #expect(problem?.code == .rruleUnsupported && problem?.faults.first?.pointer == "/rrule")
        #expect(problem?.extras["part"] == .string(part), "\(rule)")
    }

    @Test func `UNTIL may be 366 days after the first date`() throws {
        let rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20280105T170000Z"
        #expect(try expanded(rule, "2027-01-04").count == 53)
    }

    private func hours(_ rule: String, _ first: String) throws -> [String] {
        try expanded(rule, first).map { String(($0.start?.description ?? "").dropFirst(11).prefix(2)) }
    }

    private func expanded(
        _ rule: String,
        _ first: String,
        at clock: (Int, Int) = (18, 0)
    ) throws -> [Recurrence.Occurrence] {
        try Recurrence(rule).occurrences(from: day(first), at: time(clock.0, clock.1), in: .rome)
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    private func time(_ hour: Int, _ minute: Int) throws -> LocalTime {
        try #require(LocalTime(hour, minute))
    }
}
