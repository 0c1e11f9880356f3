import Kernel
import Platform
import Store

extension OfficeSpace {
    static func add(_ new: NewOffice, _ tx: borrowing Tx) throws -> OfficeSpace {
        try new.amenities?.check()
        let zone = try Region.covering(new.point, tx)?.zone ?? marketplace.zone
        let resource = try BookingResource.add(in: zone, keepsOfficeDays: false, tx)
        try WeeklyHours(new.hours, at: "/hours").save(for: resource.id, tx)
        let (id, amenities) = (tx.newID(of: OfficeSpace.self), new.amenities ?? [])
        let added = try tx.execute(
            """
            INSERT INTO office_space (id, name, name_key, lat, lon, address, capacity, amenities, amenity_keys, hourly_minor,
                                      is_active, resource_id, created_at, updated_at, version)
            VALUES (\(id), \(new.name), \(NameKey.of(new.name.rawValue)), \(new.point.latitude), \(new.point.longitude),
                    \(new.address), \(new.capacity), \(json: amenities), \(list(of: amenities)), \(new.hourlyMinor),
                    \(new.active ?? true), \(resource.id), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard added == 1 else { throw Problem(.nameTaken) }
        return try find(id, tx)
    }

    static func find(_ id: ID<OfficeSpace>, _ tx: borrowing Tx) throws -> OfficeSpace {
        try tx.one("SELECT \(columns) FROM office_space o WHERE o.id = \(id)")
    }

    func changed(by changes: OfficeChanges, _ tx: borrowing Tx) throws -> OfficeSpace {
        try changes.amenities?.check()
        var next = self
        next.name = changes.name ?? name
        next.point = changes.point ?? point
        next.address = changes.address ?? address
        next.capacity = changes.capacity ?? capacity
        next.amenities = changes.amenities ?? amenities
        next.hourly = changes.hourlyMinor ?? hourly
        next.isActive = changes.active ?? isActive
        if let hours = changes.hours { try WeeklyHours(hours, at: "/hours").save(for: resource, tx) }
        return try next.save(tx)
    }

    private func save(_ tx: borrowing Tx) throws -> OfficeSpace {
        let key = NameKey.of(name.rawValue)
        let isTaken = try tx.exists(
            "SELECT 1 FROM office_space o WHERE o.name_key = \(key) AND o.deleted_at IS NULL AND o.id <> \(id)"
        )
        guard !isTaken else { throw Problem(.nameTaken) }
        try tx.changeOne(
            """
            UPDATE office_space
               SET name = \(name), name_key = \(key), lat = \(point.latitude), lon = \(point.longitude),
                   address = \(address), capacity = \(capacity), amenities = \(json: amenities),
                   amenity_keys = \(Self.list(of: amenities)), hourly_minor = \(hourly), is_active = \(isActive),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version) AND deleted_at IS NULL
            """
        )
        return try Self.find(id, tx)
    }

    /// Takes the office away; its past bookings stay.
    ///
    /// Refused with `in_use` while it has a future booking.
    func delete(_ tx: borrowing Tx) throws {
        let isAwaited = try tx.exists(
            """
            SELECT 1 FROM office_booking k
             WHERE k.office_id = \(id) AND k.state \(in: OfficeBooking.Status.open) AND k.until_at > \(tx.now)
            """
        )
        guard !isAwaited else { throw Problem(.inUse) }
        try tx.changeOne(
            """
            UPDATE office_space SET is_active = \(false), deleted_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version) AND deleted_at IS NULL
            """
        )
    }
}

extension [OfficeSpace.Amenity] {
    fileprivate func check() throws(Problem) {
        guard count <= OfficeSpace.mostAmenities else {
            let refusal = Refusal(.tooMany(OfficeSpace.mostAmenities))
            throw Problem(.invalid, faults: [.init("/amenities", refusal)])
        }
    }
}
