import Kernel
import Platform
import Store

/// Freezes one release, unless its organisation gets none now or its month ended too long ago: then the month is missed.
struct FreezeRelease: Job {
    static let kind = "wellness.freeze_release"
    static let policy = JobPolicy(queue: .reports, timeout: .minutes(10))

    let release: ID<Release>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (release, acting) = (release, call.acting(with: .releaseFreeze))
        let isFrozen = try await call.db.write { tx in
            try Release.find(release, tx).frozen(as: acting, tx) != nil
        }
        return isFrozen ? .done : .cancel("no release is due")
    }
}

extension Release {
    /// The release of the month before the organisation's present one, made and frozen at once.
    ///
    /// Nil when the month has one already, or the organisation gets none now.
    static func freezeNow(
        _ id: ID<Organization>,
        as call: Call,
        under rules: SuppressionPolicy.Rules = .all,
        _ tx: borrowing Tx
    ) throws -> Release? {
        guard let month = try Organization.find(id, tx).monthToRelease(at: tx.now),
            let release = try makeDue(for: id, month, tx)
        else { return nil }
        return try find(release, tx).frozen(as: call, under: rules, tx)
    }

    /// Freezes members, policy, tree and cells in one transaction.
    ///
    /// A change that commits before it is in the release as a whole, and a later one is not in it at all. Nil when
    /// there is nothing to freeze.
    func frozen(
        as call: Call,
        under rules: SuppressionPolicy.Rules = .all,
        _ tx: borrowing Tx
    ) throws -> Release? {
        guard status == .due, let organization = try Organization.released(organization, tx),
            organization.monthToRelease(at: tx.now) == month
        else { return nil }
        var release = try advanced(by: .compute, as: call, tx)
        let means = try MonthlyMeans(of: organization.id, month, DiaryDomain.table(tx), tx)
        let tree = try organization.releaseTree(means.domains, month, tx)
        let policy = try ReportPolicy.of(organization.id, tx)
        let cohort = Cohort(
            tree: tree.cohortTree,
            domains: means.domains,
            members: try members(of: organization, tree.cohortTree, means, at: call.site, tx)
        )
        var suppression = policy.suppression
        suppression.rules = rules
        let earlier = try EarlierRelease.list(of: organization.id, before: month, tx)
        try keep(cohort.releasedMembers, tx)
        try keep(Suppression.figures(of: cohort, after: earlier, under: suppression), tx)
        release.frozen = Frozen(tree: tree, policy: policy)
        return try release.advanced(by: .freeze, as: call, tx)
    }

    private func members(
        of organization: Organization,
        _ tree: CohortTree,
        _ means: MonthlyMeans,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [CohortMember] {
        let key = try ReleaseNames.key(of: organization.id, at: site, tx)
        let date = month.dates.upperBound
        return try ReleaseMember.list(of: organization.id, on: date, in: organization.zone, tree, tx).map {
            CohortMember(
                id: $0.account.cast(),
                pseudonym: Pseudonym(text: key.name(of: $0.account)),
                group: $0.group,
                means: means[$0.account]
            )
        }
    }

    private func keep(_ members: [EarlierRelease.Member], _ tx: borrowing Tx) throws {
        for member in members {
            let unit = member.group.unit
            let department = unit.kind == .department ? ID<Department>(unit.key) : nil
            try tx.post(
                """
                INSERT INTO release_member (release_id, pseudonym, department_id, site, contributed)
                VALUES (\(id), \(member.pseudonym.text), \(department), \(member.group.site?.key), \(member.contributed))
                """
            )
        }
    }

    private func keep(_ figures: [UnitFigures], _ tx: borrowing Tx) throws {
        for unit in figures {
            try keep(unit.participation, of: unit.unit, "participation", "", tx)
            try keep(unit.total, of: unit.unit, "total", "", tx)
            for domain in unit.domains {
                try keep(domain.cell, of: unit.unit, "domain", domain.key, tx)
            }
        }
    }

    private func keep(
        _ cell: ReleaseCell,
        of unit: UnitID,
        _ figure: String,
        _ domain: String,
        _ tx: borrowing Tx
    ) throws {
        try tx.post(
            """
            INSERT INTO release_cell (release_id, unit_kind, unit_id, figure, domain, shown, value, band)
            VALUES (\(id), \(unit.kind), \(unit.key), \(figure), \(domain), \(cell.shown), \(cell.value?.units), \(cell.band))
            """
        )
    }
}
