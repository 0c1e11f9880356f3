import Kernel
import Store

extension BookingResource {
    /// Those of the accounts that work at this moment, ordered by their calendars; an account without hours never does.
    package static func onDuty(
        at now: Instant,
        among accounts: [ID<Account>],
        keeping holidays: WorkingCalendar,
        _ tx: borrowing Tx
    ) throws -> [ID<Account>] {
        guard !accounts.isEmpty else { return [] }
        let resources = try list(of: accounts, tx)
        let today = Zone.utc.civil(now).date
        // In any zone, the day is within one more on either side.
        let agendas = try Agenda.read(
            of: resources,
            from: today + -1,
            through: today + 1,
            keeping: { _ in holidays },
            tx
        )
        let moment = now..<now + .seconds(1)
        return resources.filter { agendas[$0.id]?.covers(moment) ?? false }.compactMap(\.account)
    }
}
