import Kernel
import Testing

@testable import Platform

@Suite struct DayOrInstantTests {
    @Test(arguments: [
        // Summer time ends on 25 October and begins on 29 March.
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        ("2026-11-24", "2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z"),
        ("2026-11-24T08:30:00Z", "2026-11-24T08:30:00Z", "2026-11-24T08:30:00Z"),
        ("2026-11-24T08:30:00+01:00", "2026-11-24T07:30:00Z", "2026-11-24T07:30:00Z"),
        ("2026-11-24T08:30:00 01:00", "2026-11-24T07:30:00Z", "2026-11-24T07:30:00Z"),
    ])
    func `a day is a local day from its start to its end, a moment itself`(
        _ text: String,
        _ start: String,
        _ end: String
    ) throws {
        let bound = try DayOrInstant(parsing: text)

        #expect(bound.start(in: .rome).description == start)
        #expect(bound.end(in: .rome).description == end)
    }

    @Test(arguments: [
        ("", "invalid_day_or_instant"), ("yesterday", "invalid_day_or_instant"),
        ("2026-02-30", "invalid_day_or_instant"), ("2026-11-24T08:30:00", "invalid_day_or_instant"),
        ("24/11/2026", "invalid_day_or_instant"), ("1969-12-31", "out_of_range"),
        ("2200-01-01", "out_of_range"),
    ])
    func `other texts are refused`(_ text: String, _ code: String) {
        do throws(Refusal) {
            let bound = try DayOrInstant(parsing: text)
            Issue.record("\(text) was read as \(bound)")
        } catch {
            #expect(error.code == code)
        }
    }
}
