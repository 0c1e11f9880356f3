import Kernel

/// A unit of an organisation that a release can answer about.
struct UnitID: Hashable, Comparable, Sendable {
    let kind: Kind
    /// The identity of an organisation or a department, the key of a site.
    let key: String

    enum Kind: String, Codable, CaseIterable, Sendable {
        /// The whole organisation.
        case organization
        /// A department with those below it.
        case department
        /// A place of work, across departments.
        case site
    }

    static func < (left: Self, right: Self) -> Bool {
        guard left.key != right.key else { return left.kind.rawValue < right.kind.rawValue }
        return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
}

/// An organisation with the tree of its departments and, as a second dimension, its sites.
struct CohortTree: Hashable, Sendable {
    let organization: UnitID
    /// The departments with their parents; a department without one stands below the organisation.
    let parents: [UnitID: UnitID?]
    let sites: [UnitID]

    init(organization: String, departments: [(key: String, parent: String?)] = [], sites: [String] = []) {
        let units = departments.map { department in
            (
                UnitID(kind: .department, key: department.key),
                department.parent.map { UnitID(kind: .department, key: $0) }
            )
        }
        self.organization = UnitID(kind: .organization, key: organization)
        parents = Dictionary(units) { first, _ in first }
        self.sites = sites.map { UnitID(kind: .site, key: $0) }.sorted()
    }

    /// The organisation, its departments and its sites.
    var units: [UnitID] { [organization] + parents.keys.sorted() + sites }

    /// The unit and everything above it, the organisation last; the organisation alone for an unknown department.
    func path(from unit: UnitID) -> [UnitID] {
        var path: [UnitID] = []
        var next: UnitID? = unit
        while let unit = next, let parent = parents[unit], !path.contains(unit) {
            path.append(unit)
            next = parent
        }
        return path + [organization]
    }

    /// 0 for the organisation, 1 for a site.
    func depth(of unit: UnitID) -> Int {
        unit.kind == .site ? 1 : path(from: unit).count - 1
    }

    /// The units that the group is part of.
    func units(of group: GroupKey) -> [UnitID] {
        path(from: group.unit) + (group.site.map { [$0] } ?? [])
    }
}

/// The place of a group: a department or the organisation, and a site or none.
struct GroupKey: Hashable, Comparable, Sendable {
    var unit: UnitID
    var site: UnitID?

    static func < (left: Self, right: Self) -> Bool {
        guard left.unit == right.unit else { return left.unit < right.unit }
        guard let site = right.site else { return false }
        return left.site.map { $0 < site } ?? true
    }
}
