import Kernel
import Platform
import Store

/// The accounts of the ledger that Distribution books on, and what stands on them; docs/decisions/0013-settling.md.
enum Books {
    /// What shops have paid at the door.
    static let cash = Ledger.Account("cash_on_delivery", .asset)
    /// Where payouts go out from.
    static let bank = Ledger.Account("bank", .asset)
    static let commission = Ledger.Account("commission", .income)
    static let deliveryFees = Ledger.Account("delivery_fees", .income)

    /// What the platform owes a company.
    static func payable(to company: ID<Company>) -> Ledger.Account {
        Ledger.Account("company:\(company)", .liability)
    }

    /// What the ledger says that a company is owed; negative when it has been paid too much.
    static func owed(to company: ID<Company>, _ tx: borrowing Tx) throws -> Int64 {
        let credits = try tx.value(
            "SELECT \(Dinars.sum(of: "-amount")) FROM ledger_entry WHERE account = \(payable(to: company).code)",
            as: Int64.self
        )
        return credits ?? 0
    }

    /// Books what moves; amounts of nothing are no lines.
    static func book(
        _ kind: String,
        of subject: ID<Subject>,
        _ lines: [(account: Ledger.Account, amount: Int64)],
        _ tx: borrowing Tx
    ) throws {
        let lines = lines.filter { $0.amount != 0 }.map {
            Ledger.Line($0.account, Money($0.amount, .iraqiDinar))
        }
        guard !lines.isEmpty else { return }
        try Ledger.book(kind, of: subject, lines, tx)
    }

    /// The next number of a series: counted in the caller's transaction, so that there are no gaps.
    static func number(of series: String, _ tx: borrowing Tx) throws -> Int {
        let number = try tx.value(
            """
            INSERT INTO settling_counter (series, last) VALUES (\(series), 1)
            ON CONFLICT (series) DO UPDATE SET last = settling_counter.last + 1 RETURNING last
            """,
            as: Int.self
        )
        guard let number else { throw Problem(.conflict) }
        return number
    }
}
