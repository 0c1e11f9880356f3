import Kernel
import Store

extension Conversation {
    /// A part of a conversation, by numbers.
    package enum Part: Sendable, Hashable {
        case all
        /// Those with a greater number.
        case after(Int)
        /// Those with a smaller number, the nearest ones first.
        case before(Int)

        fileprivate var condition: SQL {
            switch self {
            case .all: "TRUE"
            case .after(let seq): "seq > \(seq)"
            case .before(let seq): "seq < \(seq)"
            }
        }
    }

    /// A page of messages, oldest first; the pages before a number go backwards.
    package func list<Row: NumberedMessage>(
        _ page: PageRequest,
        _ part: Part = .all,
        as _: Row.Type = Row.self,
        _ tx: borrowing Tx
    ) throws -> Page<Row> {
        let rows: SQL = "SELECT \(Row.columns) FROM \(table) WHERE \(isHere) AND \(part.condition)"
        guard case .before = part else {
            return try tx.page(page, rows, order: SortOrder(.ascending("seq", \.seq)))
        }
        var found: Page<Row> = try tx.page(page, rows, order: SortOrder(.descending("seq", \.seq)))
        found.data.reverse()
        return found
    }

    /// At most `count` messages, oldest first: the first ones after a number, or the last ones of all.
    package func messages<Row: NumberedMessage>(
        after seq: Int?,
        atMost count: Int,
        as _: Row.Type = Row.self,
        _ tx: borrowing Tx
    ) throws -> [Row] {
        if let seq {
            return try tx.all(
                "SELECT \(Row.columns) FROM \(table) WHERE \(isHere) AND seq > \(seq) ORDER BY seq LIMIT \(count)"
            )
        }
        return try tx.all(
            "SELECT \(Row.columns) FROM \(table) WHERE \(isHere) ORDER BY seq DESC LIMIT \(count)",
            as: Row.self
        ).reversed()
    }
}
