import Kernel
import Platform
import Web

/// A price list without its prices.
struct PriceListSummary: View {
    var id: ID<PriceList>
    /// List name in the language of the request.
    var title: String
    /// List name in every language available.
    var name: Name
    /// The company whose products the list prices; null means all companies.
    var companyId: ID<Company>?
    /// The zone of the buyers; null means all zones.
    var zoneId: ID<DeliveryZone>?
    /// The customer group of the buyers; null means all groups.
    var customerGroup: Line<1, 40>?
    /// Position in the order of the lists; the lower is tried first.
    var priority: Int
    /// Whether the list is switched on.
    var isActive: Bool
    /// From this moment on the list is in force.
    var startsAt: Instant
    /// From this moment on the list is no longer in force; null means without end.
    var endsAt: Instant?
    /// The time at which the list was entered, whether or not it was in force then.
    var createdAt: Instant
    /// Time of the last change of terms or prices; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
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
    /// List name in the language of the request.
    var title: String
    /// List name in every language available.
    var name: Name
    /// The company whose products the list prices; null means all companies.
    var companyId: ID<Company>?
    /// The zone of the buyers; null means all zones.
    var zoneId: ID<DeliveryZone>?
    /// The customer group of the buyers; null means all groups.
    var customerGroup: Line<1, 40>?
    /// Position in the order of the lists; the lower is tried first.
    var priority: Int
    /// Whether the list is switched on.
    var isActive: Bool
    /// From this moment on the list is in force.
    var startsAt: Instant
    /// From this moment on the list is no longer in force; null means without end.
    var endsAt: Instant?
    /// All prices, by product and then from the smallest quantity to the largest.
    var prices: [ListedPrice]
    /// The time at which the list was entered, whether or not it was in force then.
    var createdAt: Instant
    /// Time of the last change of terms or prices; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
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
