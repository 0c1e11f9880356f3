import Kernel
import Platform

/// The customers by the month of their first completed job, and when they completed others.
struct CustomerCohorts: Sendable {
    private var months: [ID<Account>: Set<CalendarMonth>] = [:]

    mutating func complete(_ customer: ID<Account>, in month: CalendarMonth) {
        months[customer, default: []].insert(month)
    }

    struct Cohort: Equatable, Sendable {
        let month: CalendarMonth
        let customers: Int
        /// How many of them completed another job in each later month, oldest first.
        let later: [Later]

        struct Later: Equatable, Sendable {
            let month: CalendarMonth
            let customers: Int
        }
    }

    /// The cohorts of the last months up to one, oldest first; months in which nobody came are left out.
    func list(through last: CalendarMonth, count: Int) -> [Cohort] {
        let members = Dictionary(grouping: months.values) { $0.min() ?? last }
        return last.withPrevious(count: count).compactMap { month in
            guard let customers = members[month] else { return nil }
            let later = month < last ? CalendarMonth.all(from: month.next, through: last) : []
            return Cohort(
                month: month,
                customers: customers.count,
                later: later.map { later in
                    .init(month: later, customers: customers.count { $0.contains(later) })
                }
            )
        }
    }
}
