import Kernel
import Store
import Web

/// A selection of invoices and credit notes, and their order.
struct InvoiceFilter: Query {
    /// Words of the customer's name or tax code, or of the purchase's name; or an e-mail address or a number in full.
    ///
    /// Names are found as printed and, where the product has them, as they are now, in any order of the words and by
    /// parts of them.
    var search: Line<1, 100>?
    /// Only documents of this account.
    var accountId: ID<Account>?
    /// Only documents of this kind.
    var kind: Invoice.Kind?
    /// Only documents with this date or a later one, or issued at this moment or later.
    var from: DayOrInstant?
    /// Only documents with this date or an earlier one, or issued before this moment.
    var to: DayOrInstant?
    /// The order; by default `-issued_on`.
    var sort: ColumnSort<InvoiceColumn>?
}

extension InvoiceFilter {
    func invoices(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<Invoice> {
        let conditions = [Invoice.visible(to: call.scope)] + (try conditions(in: call.site.product, tx))
        return try tx.page(
            page,
            """
            SELECT \(Invoice.columns), i.customer ->> 'name' AS customer_name FROM invoice i
             WHERE \(SQL.all(conditions))
            """,
            order: (sort ?? .usual).order
        )
    }

    private func conditions(in product: ProductDefinition, _ tx: borrowing Tx) throws -> [SQL] {
        var conditions: [SQL] = []
        if let accountId { conditions.append("i.account_id = \(accountId)") }
        if let kind { conditions.append("i.kind = \(kind)") }
        switch from {
        case .day(let day)?: conditions.append("i.issued_on >= \(day)")
        case .instant(let instant)?: conditions.append("i.issued_at >= \(instant)")
        case nil: break
        }
        switch to {
        case .day(let day)?: conditions.append("i.issued_on <= \(day)")
        case .instant(let instant)?: conditions.append("i.issued_at < \(instant)")
        case nil: break
        }
        if let search { conditions.append(try Self.found(by: search.rawValue, in: product, tx)) }
        return conditions
    }

    private static func found(
        by words: String,
        in product: ProductDefinition,
        _ tx: borrowing Tx
    ) throws -> SQL {
        let question = SearchQuestion(words)
        let number = words.uppercased()
        var ways: [SQL] = [
            "i.account_id IN (\(product.people(foundBy: words)))",
            question.condition(in: "lower(i.customer ->> 'name')", "lower(i.customer ->> 'tax_code')"),
            "i.series || CAST(i.number AS text) || '/' || CAST(i.year AS text) = \(number)",
        ]
        let purposes = try product.payments.purposesFound(question, tx)
        if !purposes.isEmpty {
            let paid: SQL =
                "SELECT 'payment:' || \(SQL.text(ofID: "y.id")) FROM payment y WHERE y.purpose \(in: purposes)"
            ways.append("i.cause IN (\(paid))")
            ways.append("i.corrects_id IN (SELECT x.id FROM invoice x WHERE x.cause IN (\(paid)))")
        }
        return .any(ways)
    }
}

/// The columns by which invoices are sorted.
enum InvoiceColumn: String, CaseIterable, SortColumns {
    /// By series, year and number.
    case reference
    case kind
    /// By the time of issue.
    case issuedOn = "issued_on"
    /// By the printed name.
    case customer
    case total

    var keys: [SortKey<Invoice>] {
        switch self {
        case .reference:
            [SortKey("series") { $0.series }, SortKey("year") { $0.year }, SortKey("number") { $0.number }]
        case .kind: [SortKey("kind") { $0.kind }, Self.byIssue]
        case .issuedOn: [Self.byIssue]
        case .customer: [SortKey("customer_name") { $0.customer.name }, Self.byIssue]
        case .total: [SortKey("total") { $0.total }, Self.byIssue]
        }
    }

    private static let byIssue: SortKey<Invoice> = SortKey("issued_at") { $0.issuedAt }

    static let last: SortKey<Invoice> = SortKey("id") { $0.id }
    static let usual: ColumnSort<InvoiceColumn> = .down(.issuedOn)
}
