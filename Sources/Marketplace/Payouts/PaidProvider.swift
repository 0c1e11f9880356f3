import Kernel
import Platform
import Store

typealias ProviderPayout = Payout<PaidProvider>

/// A provider as the recipient of payouts.
struct PaidProvider: Payee {
    typealias Entry = ProviderEntry

    let id: ID<Provider>
    let account: ID<Account>
    let region: ID<Region>

    static let columns: SQL = "v.id AS payee_id, v.account_id, v.region_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        region = try row.next()
    }

    /// Hold and minimum are policies of the marketplace, so ``ProviderPayouts`` gives them.
    static let payouts = PayoutPolicy(
        to: "payee",
        needs: .payoutManage,
        in: .dollar,
        refusing: .nothingDue,
        by: .byHand,
        tables: .init(
            payees: "provider v ON v.id = p.provider_id",
            entries: "payee_entry",
            payee: "provider_id",
            sales: "sales"
        ),
        counter: Counter("payout_counter")
    )

    static func enter(_ payout: ProviderPayout, _ amount: Int64, _ tx: borrowing Tx) throws {
        let kind: ProviderEntry.Kind = amount < 0 ? .payout : .payoutReturned
        guard try ProviderEntry.write(kind, to: payout.payee.id, for: nil, amount, of: payout.id.cast(), tx)
        else {
            throw Problem(.conflict)
        }
    }

    static func publish(_ payout: ProviderPayout, isNew: Bool, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "id": .string(payout.id.description), "number": .integer(Int64(payout.number)),
            "state": .string(payout.status.rawValue), "amount_minor": .integer(payout.amount),
            "version": .integer(Int64(payout.version)),
        ]
        try Realtime.publish(
            isNew ? "payout_opened" : "payout_updated",
            to: [.account(payout.payee.account)],
            payload,
            tx
        )
    }
}

extension ProviderPayout: Scoped {
    package static var visibility: Visibility {
        Visibility(own: "v.account_id", areas: [.region: Area.region.of("v.region_id")])
    }
}
