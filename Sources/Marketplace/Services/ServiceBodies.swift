import Kernel
import Platform
import Store
import Web

/// A category to add.
struct NewCategory: Body {
    /// Unique below its parent, whatever the capital letters.
    var name: Category.Name
    /// The category above; absent puts it at the root.
    var parentId: ID<Category>?
}

/// A service to propose.
struct NewService: Body {
    /// The category that it belongs to.
    var categoryId: ID<Category>
    /// Unique in the category, whatever the capital letters.
    var name: Service.Name
    /// The work, and its limits.
    var description: Service.Description
    /// The unit of prices.
    var unit: Service.Unit
}

/// Changes of a service; absent members stay as they are.
struct ServiceChanges: Body, MergePatch {
    /// Another category.
    var categoryId: ID<Category>?
    /// Another name.
    var name: Service.Name?
    /// Another description.
    var description: Service.Description?
    /// Another unit, which prices then are for.
    var unit: Service.Unit?
    /// The reason; administrators must give it.
    var reason: Reason?

    var edit: ServiceEdit {
        ServiceEdit(categoryId: categoryId, name: name, description: description, unit: unit)
    }
}

/// The approval of a service, or of its waiting change.
struct ServiceApproval: Body {
    /// The version that the reviewer has seen; may be given as `If-Match` instead.
    var version: Int?
}

/// The rejection of a service, or of its waiting change.
struct ServiceRejection: Body {
    /// The reason, which the creator receives.
    var reason: Reason
    /// The version that the reviewer has seen; may be given as `If-Match` instead.
    var version: Int?
}

/// Filters of the catalogue.
struct ServiceFilter: Query {
    /// Services or categories; services when absent.
    var kind: CatalogueKind?
    /// Only what belongs to this category or one below it.
    var categoryId: ID<Category>?
    /// Words of the name.
    var q: Line<1, 200>?
    /// Only services with this unit.
    var unit: Service.Unit?

    var conditions: [SQL] {
        [
            categoryId.map { "s.category_id IN (\(Category.descendants(of: $0)))" },
            unit.map { "s.unit = \($0)" },
            q.map { SearchQuestion($0.rawValue).condition(in: "s.name_key") },
        ].compactMap(\.self)
    }

    var categoryConditions: [SQL] {
        [
            categoryId.map { "k.id IN (\(Category.descendants(of: $0)))" },
            q.map { SearchQuestion($0.rawValue).condition(in: "k.name_key") },
        ].compactMap(\.self)
    }
}

/// Filters of the catalogue as administrators see it.
struct AdminServiceFilter: Query {
    /// Services or categories; services when absent.
    var kind: CatalogueKind?
    /// Only what belongs to this category or one below it.
    var categoryId: ID<Category>?
    /// Words of the name.
    var q: Line<1, 200>?
    /// Only services with this unit.
    var unit: Service.Unit?
    /// Only services in one of these states.
    var status: [Service.Status]?
    /// Only services that this region reviews.
    var regionId: ID<Region>?

    var common: ServiceFilter { ServiceFilter(kind: kind, categoryId: categoryId, q: q, unit: unit) }

    var conditions: [SQL] {
        common.conditions
            + [status.map { "s.status \(in: $0)" }, regionId.map { "s.region_id = \($0)" }].compactMap(\.self)
    }
}

/// A service to offer.
struct NewOffer: Body {
    /// An approved service.
    var serviceId: ID<Service>
    /// For one unit, in cents.
    var priceMinor: Price
    /// The least charge in cents.
    var minMinor: Price?
}

/// Changes of an offer; absent members stay as they are.
///
/// Quotes keep their amounts.
struct OfferChanges: Body, MergePatch {
    /// For one unit, in cents.
    var priceMinor: Price?
    /// The least charge in cents; null removes it.
    var minMinor: Change<Price>
    /// False takes the offer back for a while.
    var active: Bool?
}
