import Kernel
import Platform
import Testing

@testable import Marketplace

@Suite struct CustomerCohortTests {
    private func month(_ text: String) throws -> CalendarMonth {
        CalendarMonth(of: try #require(CivilDate("\(text)-15")))
    }

    @Test func `customers belong to the month of their first job, and count in each later one with another`()
        throws
    {
        var cohorts = CustomerCohorts()
        let completions = [
            (1, "2026-09"), (1, "2026-11"), (2, "2026-09"), (2, "2026-09"), (3, "2026-11"), (4, "2026-08"),
        ]
        for (customer, name) in completions {
            cohorts.complete(ID(raw: UInt128(customer)), in: try month(name))
        }
        let list = cohorts.list(through: try month("2026-11"), count: 3)
        #expect(list.map(\.month.description) == ["2026-09", "2026-11"])
        #expect(list.map(\.customers) == [2, 1])
        #expect(list.first?.later.map(\.month.description) == ["2026-10", "2026-11"])
        #expect(list.first?.later.map(\.customers) == [0, 1])
        #expect(list.last?.later == [])
    }

    @Test func `retention and churn: the vectors`() throws {
        let retention = try MarketVectors.object("retention")
        func names(_ member: String) -> Set<String> {
            Set((retention[member]?.arrayValue ?? []).compactMap(\.stringValue))
        }
        #expect(
            CustomerRetention.share(of: names("first_window"), in: names("second_window"))
                == retention["retention"]?.doubleValue
        )
        let vector = try MarketVectors.object("churn")
        let end = Instant(seconds: 1_800_000_000)
        let threshold = Int(vector.whole("threshold_d"))
        let silent = try #require(vector["days_silent_at_end"]?.objectValue).members.map(\.value)
        let customers = silent.map { days in
            let days = Int(days.integerValue ?? 0)
            return Churn.Activity(beforeStart: end - .days(max(days, threshold)), last: end - .days(days))
        }
        let churn = Churn(customers, threshold: .days(threshold), at: end)
        #expect(churn.share == vector["churn"]?.doubleValue && churn.active == 4)
    }

    @Test func `months go on over the ends of years, and have all their days`() throws {
        let december = try month("2026-12")
        #expect(december.next.description == "2027-01" && december.next.previous == december)
        #expect(december.lastDay.description == "2026-12-31" && december.firstDay.description == "2026-12-01")
        #expect(try month("2028-02").lastDay.description == "2028-02-29")
        #expect(december.withPrevious(count: 3).map(\.description) == ["2026-10", "2026-11", "2026-12"])
        #expect(CalendarMonth.all(from: december, through: december) == [december])
    }

    @Test func `the median time is the middle one, or the mean of the middle two, in tenths of hours`() {
        #expect(MedianTime.hours(of: []) == nil)
        #expect(MedianTime.hours(of: [.hours(3)]) == 3)
        #expect(MedianTime.hours(of: [.hours(9), .hours(1), .hours(2)]) == 2)
        #expect(MedianTime.hours(of: [.hours(1), .hours(2)]) == 1.5)
        #expect(MedianTime.hours(of: [.minutes(3)]) == 0.1)
        #expect(MedianTime.hours(of: [.minutes(2)]) == 0)
    }
}
