import Kernel
import Store

/// When someone can be booked on days that are like any other.
package struct WorkingHours: Sendable {
    package let zone: Zone
    package let keepsOfficeDays: Bool
    package let week: WeeklyHours

    /// Those of an account; an empty week in `zone` as long as nobody has given it hours.
    package static func find(
        of account: ID<Account>,
        in zone: Zone,
        _ tx: borrowing Tx
    ) throws -> WorkingHours {
        guard let resource = try BookingResource.find(of: account, tx) else {
            return WorkingHours(zone: zone, keepsOfficeDays: true, week: WeeklyHours([]))
        }
        return WorkingHours(resource, try WeeklyHours.find(of: resource.id, tx))
    }

    /// Gives an account another week; the zone and whether it keeps the office's days stay as they are where nil is said.
    package static func save(
        _ week: WeeklyHours,
        of account: ID<Account>,
        in zone: Zone?,
        keepsOfficeDays: Bool?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> WorkingHours {
        let known = try find(of: account, in: site.product.zone, tx)
        let resource = try BookingResource.open(
            for: account,
            in: zone ?? known.zone,
            keepsOfficeDays: keepsOfficeDays ?? known.keepsOfficeDays,
            tx
        )
        try week.save(for: resource.id, tx)
        return WorkingHours(resource, week)
    }
}

extension WorkingHours {
    fileprivate init(_ resource: BookingResource, _ week: WeeklyHours) {
        self.init(zone: resource.zone, keepsOfficeDays: resource.keepsOfficeDays, week: week)
    }
}
