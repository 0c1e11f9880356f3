import Kernel
import Platform
import Web

/// A price list without its prices.
struct PriceListSummary: View {
    var id: ID<PriceList>
    /// In the caller's language.
    var title: String
    var name: Name
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    var priority: Int
    var isActive: Bool
    var startsAt: Instant
    var endsAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ list: PriceList, in languages: [Language]) {
        id = list.id
        title = list.name.text(in: languages)
        name = list.name
        companyId = list.company
        zoneId = list.zone
        customerGroup = list.customerGroup
        priority = list.priority
        isActive = list.isActive
        startsAt = list.startsAt
        endsAt = list.endsAt
        createdAt = list.createdAt
        updatedAt = list.updatedAt
        version = list.version
    }
}

/// A price list with its prices, by product and quantity.
struct PriceListView: View {
    var id: ID<PriceList>
    /// In the caller's language.
    var title: String
    var name: Name
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    var priority: Int
    var isActive: Bool
    var startsAt: Instant
    var endsAt: Instant?
    var prices: [ListedPrice]
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ list: PriceList, in languages: [Language]) {
        let summary = PriceListSummary(list, in: languages)
        id = summary.id
        title = summary.title
        name = summary.name
        companyId = summary.companyId
        zoneId = summary.zoneId
        customerGroup = summary.customerGroup
        priority = summary.priority
        isActive = summary.isActive
        startsAt = summary.startsAt
        endsAt = summary.endsAt
        prices = list.listed
        createdAt = summary.createdAt
        updatedAt = summary.updatedAt
        version = summary.version
    }
}
