import Kernel
import Store
import Web

/// A selection of payments, and their order.
struct PaymentFilter: Query {
    /// Words of the payer's name or code, or of the purchase's name; or an e-mail address or a provider's id in full.
    ///
    /// Names are found where the product has them, in any order of the words and by parts of them.
    var search: Line<1, 100>?
    /// Only payments of this account.
    var accountId: ID<Account>?
    /// Only payments with this status.
    var status: Payment.Status?
    /// Only payments opened on this day or at this moment, or later.
    var from: DayOrInstant?
    /// Only payments opened before this moment; a day counts until its end.
    var to: DayOrInstant?
    /// The order; by default `-created_at`.
    var sort: ColumnSort<PaymentColumn>?
}

extension PaymentFilter {
    func payments(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<Payment> {
        let product = call.site.product
        let sort = sort ?? .usual
        let conditions = try conditions(in: product, tx)
        let query = sort.column.query(where: conditions, in: product, call.languages)
        let lines: Page<PaymentLine> = try tx.page(page, query, order: sort.order)
        return lines.map { $0.payment }
    }

    private func conditions(in product: ProductDefinition, _ tx: borrowing Tx) throws -> [SQL] {
        var conditions: [SQL] = []
        if let accountId { conditions.append("p.account_id = \(accountId)") }
        if let status { conditions.append("p.status = \(status)") }
        if let from { conditions.append("p.created_at >= \(from.start(in: product.zone))") }
        if let to { conditions.append("p.created_at < \(to.end(in: product.zone))") }
        if let search { conditions.append(try Self.found(by: search.rawValue, in: product, tx)) }
        return conditions
    }

    private static func found(
        by words: String,
        in product: ProductDefinition,
        _ tx: borrowing Tx
    ) throws -> SQL {
        let purposes = try product.payments.purposesFound(SearchQuestion(words), tx)
        return .any([
            "p.account_id IN (\(product.people(foundBy: words)))",
            "p.purpose \(in: purposes)",
            "p.provider_id = \(words)", "p.charge_id = \(words)", "p.invoice_ref = \(words)",
        ])
    }
}

/// The columns by which payments are sorted.
enum PaymentColumn: String, CaseIterable, SortColumns {
    /// The payer, by last name.
    case account
    case accountCode = "account_code"
    /// The name of the purchase, or its key without one.
    case purpose
    case amount
    case refunded
    case refundable
    case status
    case failure
    case createdAt = "created_at"
    case paidAt = "paid_at"

    var keys: [SortKey<PaymentLine>] {
        switch self {
        case .account: [SortKey("account_by_name") { $0.accountName }, Self.byAccount, Self.byCreation]
        case .accountCode: [SortKey("account_code") { $0.accountCode }, Self.byAccount, Self.byCreation]
        case .purpose: [SortKey("purpose_title") { $0.purposeTitle }, Self.byCreation]
        case .amount: [SortKey("amount") { $0.payment.amount.amountMinor }, Self.byCreation]
        case .refunded: [SortKey("refunded") { $0.payment.refunded.amountMinor }, Self.byCreation]
        case .refundable: [SortKey("refundable") { $0.payment.refundable.amountMinor }, Self.byCreation]
        case .status: [SortKey("status") { $0.payment.status }, Self.byCreation]
        case .failure: [SortKey("failure") { $0.payment.failure }, Self.byCreation]
        case .createdAt: [Self.byCreation]
        case .paidAt: [SortKey("paid_at") { $0.payment.paidAt }, Self.byCreation]
        }
    }

    private static let byCreation: SortKey<PaymentLine> = SortKey("created_at") { $0.payment.createdAt }
    private static let byAccount: SortKey<PaymentLine> = SortKey("account_id") { $0.payment.account }

    static let last: SortKey<PaymentLine> = SortKey("id") { $0.payment.id }
    static let usual: ColumnSort<PaymentColumn> = .down(.createdAt)
}

extension PaymentColumn {
    /// The payments with the columns of this order; names are joined only for the orders that need them.
    fileprivate func query(
        where conditions: [SQL],
        in product: ProductDefinition,
        _ languages: [Language]
    ) -> SQL {
        let isByPerson = self == .account || self == .accountCode
        let people = isByPerson ? product.personNames : nil
        let titles = self == .purpose ? product.payments.purposeTitles(languages) : nil
        let none: SQL = "CAST(NULL AS text)"
        let (name, code) = (people?.sorting(as: "n") ?? none, people?.code(as: "n") ?? none)
        let title: SQL = titles == nil ? "p.purpose" : "COALESCE(w.title, p.purpose)"
        let join: SQL? = titles.map { "LEFT JOIN (\($0)) w ON w.purpose = p.purpose" }
        return """
            SELECT \(Payment.columns), \(name) AS account_by_name, \(code) AS account_code, \(title) AS purpose_title,
                   CASE WHEN p.status = 'succeeded' THEN p.amount - p.refunded ELSE 0 END AS refundable
              FROM payment p \(people?.join(on: "p.account_id", as: "n")) \(join)
             WHERE \(SQL.all(conditions))
            """
    }
}

/// A payment in a list, with the words by which it is sorted.
struct PaymentLine: RowDecodable {
    let payment: Payment
    let accountName: String?
    let accountCode: String?
    let purposeTitle: String

    init(_ row: inout Row) throws {
        payment = try Payment(&row)
        accountName = try row.next()
        accountCode = try row.next()
        purposeTitle = try row.next()
    }
}
