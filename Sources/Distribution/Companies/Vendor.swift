import Kernel
import Platform
import Store

/// Someone who sells for a company, as a reader of notices.
struct Vendor: Record {
    let account: ID<Account>
    let locale: Language

    static let columns: SQL = "a.id, a.locale"

    init(_ row: inout Row) throws {
        account = try row.next()
        locale = try row.next()
    }

    /// Those of a company who can log in.
    static func active(of company: ID<Company>, _ tx: borrowing Tx) throws -> [Vendor] {
        try tx.all(
            """
            SELECT \(columns) FROM account a JOIN \(Member.join)
             WHERE m.company_id = \(company) AND a.state = \(Account.State.active) ORDER BY a.id
            """
        )
    }
}
