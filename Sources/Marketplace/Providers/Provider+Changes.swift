import Kernel
import Platform
import Store

extension Provider {
    /// Changes the record; the place decides about the region, in which the provider must be verified.
    func changed(by changes: ProviderChanges, as call: Call, _ tx: borrowing Tx) throws -> Provider {
        let reason = try changes.reason.demanded(if: call.actor.role.isStaff)
        var next = self
        next.businessName = changes.businessName ?? businessName
        next.bio = changes.bio.applied(to: bio)
        next.place = changes.point ?? place
        next.radius = changes.radiusM?.value ?? radius
        if next.place != place || next.radius != radius { try Quota.placesADay.consume(as: call, tx) }
        if next.place != place || next.radius < radius { try next.demandJobsInside(tx) }
        let home = next.place == place ? nil : try Region.of(next.place, tx)
        next.region = home?.id ?? region
        var saved = try next.save(tx)
        try Audit.record(ProviderAction.change, of: Self.kind, id.cast(), by: call.actor, tx)
        try LSMLog.write(.provider, id.cast(), in: region, "change", reason?.rawValue, by: call.actor, tx)
        guard let home, home.id != region else { return saved }
        _ = try BookingResource.open(for: account, in: home.zone, keepsOfficeDays: false, tx)
        if status != .banned { saved = try saved.relocated(because: reason, as: call, tx) }
        return saved
    }

    private func relocated(because reason: Reason?, as call: Call, _ tx: borrowing Tx) throws -> Provider {
        let pending = try decided(by: .relocate, because: reason?.rawValue, as: call, tx)
        try pending.notifyManagers(.providerArrived, [:], tx)
        return pending
    }

    /// Refused while a live job that is directed at the provider or awarded to it lies outside.
    private func demandJobsInside(_ tx: borrowing Tx) throws {
        var outside: [JSONValue] = []
        try tx.forEach(
            """
            SELECT j.id, j.lat, j.lon FROM market_job j
             WHERE j.provider_id = \(id) AND j.over_at IS NULL ORDER BY j.id
            """
        ) { row in
            let job = try row.next(ID<Job>.self)
            if try row.coordinates().metres(to: place) > radius { outside.append(.string(job.description)) }
        }
        guard outside.isEmpty else { throw Problem(.jobsOutside, extras: ["jobs": .array(outside)]) }
    }
}
