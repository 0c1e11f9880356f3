import Kernel
import Store

/// The bookable hours of a person on ordinary days.
package struct WorkingHours: Sendable {
    package let zone: Zone
    package let keepsOfficeDays: Bool
    package let week: WeeklyHours

    /// The hours of an account; an empty week in `zone` when none are set.
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

    /// Replaces the week of an account; the zone and the observance of closures change unless nil.
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
