import Platform
import Store

/// A small wholesale market: zones, two companies with goods, and a cast of buyers, vendors and administrators.
///
/// Running it twice adds nothing.
@Sendable func demo(_ site: Site) async throws {
    let places = try await DemoPlaces.make(at: site)
    for person in DemoPerson.all {
        try await person.join(places, at: site)
    }
    try await DemoGoods.make(in: places, by: DemoPerson.administrator(of: site), at: site)
    // The demo's shops are long-standing customers, so the limits of new shops do not apply to them.
    try await site.db.write { tx in
        try tx.execute("UPDATE member SET established_at = created_at WHERE established_at IS NULL")
    }
}
