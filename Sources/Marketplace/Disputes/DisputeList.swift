import Kernel
import Platform
import Store
import Web

/// The filter of the disputes of a region.
struct DisputeFilter: Query {
    /// Only disputes in this state.
    var state: Dispute.Status?
    /// Only disputes of jobs of this region.
    var regionId: ID<Region>?
}

/// A dispute with its place in the list: undecided ones come first.
private struct ListedDispute: RowDecodable {
    let dispute: Dispute
    let rank: Int

    static let order = SortOrder<ListedDispute>(
        .ascending("rank", \.rank),
        .descending("created_at", \.dispute.openedAt),
        .descending("id", \.dispute.id)
    )

    init(_ row: inout Row) throws {
        dispute = try Dispute(&row)
        rank = try row.next()
    }
}

extension Dispute {
    static func list(
        _ filter: DisputeFilter,
        _ page: PageRequest,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<DisputeView> {
        let conditions: [SQL?] = [
            visible(to: call.scope),
            filter.state.map { "d.state = \($0)" },
            filter.regionId.map { "j.region_id = \($0)" },
        ]
        let found = try tx.page(
            page,
            """
            SELECT \(columns), CASE WHEN d.state \(in: Status.undecided) THEN 0 ELSE 1 END AS rank
              FROM \(source) WHERE \(SQL.all(conditions.compactMap(\.self)))
            """,
            order: ListedDispute.order
        )
        var views: [DisputeView] = []
        for row in found.data { views.append(try DisputeView(row.dispute, for: call, tx)) }
        return Page(views, next: found.next, total: found.total)
    }
}
