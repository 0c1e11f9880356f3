import Kernel
import Platform
import Store

extension Area {
    /// The zones assigned to a location admin.
    static let zones = Area("zones") { column, account in
        "\(column) IN (SELECT z.zone_id FROM admin_zone z WHERE z.account_id = \(account))"
    }
    /// The company of a vendor.
    static let company = Area("company") { column, account in
        "\(column) = (SELECT v.company_id FROM member v WHERE v.account_id = \(account))"
    }
}

extension Visibility {
    /// The columns that hold a row's customer, zone and company; a missing column grants nothing.
    init(customer: SQL? = nil, zone: SQL? = nil, company: SQL? = nil) {
        var areas: [Area: Condition] = [:]
        areas[.zones] = zone.map(Area.zones.of)
        areas[.company] = company.map(Area.company.of)
        self.init(own: customer, areas: areas)
    }
}
