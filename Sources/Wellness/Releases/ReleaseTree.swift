import Kernel
import Platform

/// An organisation as it was at a freeze: its units and the domains of its figures, with the names at that time.
struct ReleaseTree: Codable, Sendable {
    var organization: ID<Organization>
    var name: String
    /// In the order of their names.
    var departments: [Unit]
    var sites: [Site]
    /// In their order.
    var domains: [Domain]

    struct Unit: Codable, Sendable {
        var id: ID<Department>
        /// Absent below the organisation itself.
        var parent: ID<Department>?
        var name: String
    }

    struct Site: Codable, Sendable {
        var key: String
        var name: String
    }

    struct Domain: Codable, Sendable {
        var key: String
        /// By language.
        var name: [String: String]
        var bands: Bands
        var weight: Int
    }
}

extension ReleaseTree {
    var cohortTree: CohortTree {
        CohortTree(
            organization: organization.description,
            departments: departments.map { ($0.id.description, $0.parent?.description) },
            sites: sites.map(\.key)
        )
    }

    /// Every unit with its name and the unit above it: the organisation, its departments, its sites.
    var units: [(id: UnitID, name: String, parent: String?)] {
        let top = organization.description
        let above = departments.map { department in
            (
                UnitID(kind: .department, key: department.id.description), department.name,
                department.parent?.description ?? top
            )
        }
        let beside = sites.map { (UnitID(kind: .site, key: $0.key), $0.name, top) }
        return [(UnitID(kind: .organization, key: top), name, nil)]
            + above.map { ($0.0, $0.1, $0.2) } + beside.map { ($0.0, $0.1, $0.2) }
    }

    /// The unit that a member's department names.
    func unit(of department: ID<Department>?) -> UnitID {
        department.map { UnitID(kind: .department, key: $0.description) }
            ?? UnitID(kind: .organization, key: organization.description)
    }
}

extension ReleaseTree.Domain {
    func name(in languages: [Language]) -> String {
        for language in languages {
            if let name = name[language.tag] { return name }
        }
        return name["en"] ?? key
    }
}
