import Platform
import Store

/// A small wholesale market: zones, two companies with their goods, and those who buy, sell and watch over it.
///
/// Running it twice adds nothing.
@Sendable func demo(_ site: Site) async throws {
    let places = try await DemoPlaces.make(at: site)
    for person in DemoPerson.all {
        try await person.join(places, at: site)
    }
    try await DemoGoods.make(in: places, by: DemoPerson.administrator(of: site), at: site)
    // The shops of the demo have been customers for years: limits of new shops are not for them.
    try await site.db.write { tx in
        try tx.execute("UPDATE member SET established_at = created_at WHERE established_at IS NULL")
    }
}
