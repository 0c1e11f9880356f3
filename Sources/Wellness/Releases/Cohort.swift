import Kernel

/// The members of an organisation at a freeze, with the values of the contributors.
struct Cohort: Sendable {
    let tree: CohortTree
    /// The domains that were active all month, in their order.
    let domains: [DiaryDomain]
    let members: [CohortMember]
}

struct CohortMember: Sendable {
    /// The identity of the account.
    let id: ID<CohortMember>
    /// The name of the person among the releases of the organisation.
    let pseudonym: Pseudonym
    let group: GroupKey
    /// The person's mean in every domain; nil for a member that does not contribute.
    let means: [String: Ratio]?
}

/// The HMAC of an account under the key of its organisation, or the random value that replaced it.
struct Pseudonym: Hashable, Sendable {
    let text: String
}

/// A release of an earlier month, withdrawn or not, as far as the next ones depend on it.
struct EarlierRelease: Sendable {
    let month: CalendarMonth
    let tree: CohortTree
    let members: [Member]
    /// The cells that showed a value or a band.
    let shown: Set<CellID>

    /// A member at that freeze.
    struct Member: Sendable {
        let pseudonym: Pseudonym
        let group: GroupKey
        let contributed: Bool
    }
}

/// One figure of one unit.
struct CellID: Hashable, Sendable {
    let unit: UnitID
    let figure: Figure

    enum Figure: Hashable, Sendable {
        case participation
        case domain(String)
    }
}

/// The members of one department and site.
struct CohortGroup: Sendable {
    let key: GroupKey
    /// The members.
    let size: Int
    /// The contributors.
    let contributors: [CohortMember]

    /// The count that decides: the same for no contributor and one, and for all members and all but one.
    ///
    /// So nobody's consent follows from the admission of a cell.
    var count: Int { max(0, min(contributors.count - 1, size - 2)) }
}

extension Cohort {
    /// The groups that have members, in the order of their keys.
    var groups: [CohortGroup] {
        Dictionary(grouping: members, by: \.group).sorted { $0.key < $1.key }.map { key, members in
            CohortGroup(key: key, size: members.count, contributors: members.filter(contributes))
        }
    }

    /// The members as a release keeps them.
    var releasedMembers: [EarlierRelease.Member] {
        members.map {
            EarlierRelease.Member(pseudonym: $0.pseudonym, group: $0.group, contributed: contributes($0))
        }
    }

    private func contributes(_ member: CohortMember) -> Bool {
        guard let means = member.means, !domains.isEmpty else { return false }
        return domains.allSatisfy { means[$0.key] != nil }
    }
}
