import Kernel

/// The part of a membership that decides the member's place in a release.
struct MembershipHistory: Sendable {
    /// The date since when the membership is active without a break.
    var activeSince: CivilDate
    var stays: [Stay]

    /// A department and a site from one date on.
    struct Stay: Sendable {
        var since: CivilDate
        var department: String?
        var site: String?
        /// The units above the department at that time, itself included; nil where they are those of the tree.
        var path: [UnitID]?
    }
}

extension CohortTree {
    /// The member's group on the last date of a month: the lowest unit, and the site, of the last `days` days.
    ///
    /// Nil for a membership that is not active for so long.
    func group(of membership: MembershipHistory, on date: CivilDate, days: Int = 30) -> GroupKey? {
        let start = date + -days
        guard membership.activeSince <= start else { return nil }
        let stays = membership.stays.filter { $0.since <= date }.sorted { $0.since < $1.since }
        // A stay ends at the next one.
        let recent = stays.enumerated().filter { index, _ in
            index + 1 == stays.count || stays[index + 1].since > start
        }.map(\.element)
        guard let last = recent.last else { return GroupKey(unit: organization) }
        let paths = recent.map { $0.path ?? path(from: $0.department) }
        let unit = path(from: last.department).first { unit in paths.allSatisfy { $0.contains(unit) } }
        let isOneSite = recent.allSatisfy { $0.site == last.site }
        let site = isOneSite ? last.site.map { UnitID(kind: .site, key: $0) } : nil
        return GroupKey(unit: unit ?? organization, site: site.flatMap { sites.contains($0) ? $0 : nil })
    }

    private func path(from department: String?) -> [UnitID] {
        department.map { path(from: UnitID(kind: .department, key: $0)) } ?? [organization]
    }
}

extension ScoredDiary {
    /// The domains that a release of the month is about.
    static func releaseDomains(_ domains: DomainTable, _ month: CalendarMonth) -> [DiaryDomain] {
        domains.active(throughout: month.dates)
    }

    /// The person's mean in every domain of the month's release; nil when one of them has too few scored dates.
    func contribution(to month: CalendarMonth, _ policy: DiaryPolicy = .standard) -> [String: Ratio]? {
        var means: [String: Ratio] = [:]
        for domain in Self.releaseDomains(domains, month) {
            let mean = mean(of: domain, in: month.dates, atLeast: policy.releaseDays)
            guard let value = mean.value else { return nil }
            means[domain.key] = value
        }
        return means.isEmpty ? nil : means
    }
}
