import Kernel
import Platform
import Store

/// The zones and companies of the demo.
struct DemoPlaces: Sendable {
    let karkh: ID<DeliveryZone>
    let rusafa: ID<DeliveryZone>
    let erbil: ID<DeliveryZone>
    let furat: ID<Company>
    let zagros: ID<Company>

    static func make(at site: Site) async throws -> DemoPlaces {
        try await site.db.write { tx in
            let karkh = try zone(
                #"{"ar": "الكرخ", "ku": "کەرخ", "en": "Karkh"}"#,
                fee: 3_000,
                free: 150_000,
                tx
            )
            let rusafa = try zone(
                #"{"ar": "الرصافة", "ku": "ڕەسافە", "en": "Rusafa"}"#,
                fee: 4_000,
                free: nil,
                tx
            )
            let erbil = try zone(
                #"{"ar": "أربيل", "ku": "هەولێر", "en": "Erbil"}"#,
                fee: 8_000,
                free: 400_000,
                tx
            )
            return DemoPlaces(
                karkh: karkh,
                rusafa: rusafa,
                erbil: erbil,
                furat: try company(
                    #"{"ar": "شركة الفرات للتجارة", "ku": "کۆمپانیای فورات", "en": "Al-Furat Trading"}"#,
                    commission: 500,
                    in: [karkh, rusafa],
                    tx
                ),
                zagros: try company(
                    #"{"ar": "زاگروس للأغذية", "ku": "زاگرۆس بۆ خۆراک", "en": "Zagros Foods"}"#,
                    commission: 750,
                    in: [rusafa, erbil],
                    tx
                )
            )
        }
    }

    private static func zone(
        _ name: String,
        fee: Int,
        free: Int?,
        _ tx: borrowing Tx
    ) throws -> ID<DeliveryZone> {
        let name = try JSON.decode(Name.self, from: name)
        let known = try tx.all("SELECT \(DeliveryZone.columns) FROM delivery_zone z", as: DeliveryZone.self)
        if let zone = known.first(where: { $0.name == name }) { return zone.id }
        let id = tx.newID(of: DeliveryZone.self)
        try tx.execute(
            """
            INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version)
            VALUES (\(id), \(json: name), \(fee), \(free), \(true), \(tx.now), \(tx.now), 1)
            """
        )
        return id
    }

    private static func company(
        _ name: String,
        commission: Int,
        in zones: [ID<DeliveryZone>],
        _ tx: borrowing Tx
    ) throws -> ID<Company> {
        let name = try JSON.decode(Name.self, from: name)
        let known = try tx.all("SELECT c.id, c.name FROM company c", as: KnownCompany.self)
        if let company = known.first(where: { $0.name == name }) { return company.id }
        let id = tx.newID(of: Company.self)
        try tx.execute(
            """
            INSERT INTO company (id, name, commission, search_text, is_active, created_at, updated_at, version)
            VALUES (\(id), \(json: name), \(commission), \(Company.searchText(name)), \(true), \(tx.now), \(tx.now), 1)
            """
        )
        for zone in zones {
            try tx.execute("INSERT INTO company_zone (company_id, zone_id) VALUES (\(id), \(zone))")
        }
        return id
    }

    private struct KnownCompany: Record {
        let id: ID<Company>
        let name: Name

        static let columns: SQL = "c.id, c.name"

        init(_ row: inout Row) throws {
            id = try row.next()
            name = try row.json()
        }
    }
}
