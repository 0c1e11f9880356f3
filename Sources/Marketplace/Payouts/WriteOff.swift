import Kernel
import Platform
import Store
import Web

/// A provider's debt that the platform gives up.
enum WriteOff {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Post("/admin/write-offs", create, .payoutManage, "Write off a provider's debt",
             details: "All of the debt that is older than 90 days; earnings since then have paid the oldest part first.").idempotent.afresh.refuses(.nothingDue)
    }

    static func create(_ call: Call, body: NewWriteOff) async throws -> Created<WriteOffView> {
        let admin = try call.account
        return try await call.db.write { tx in
            let provider = try Provider.find(named: body.providerId, tx)
            let debt = try ProviderDebt.aged(of: provider.id, beyond: ProviderDebt.age, tx)
            guard debt > 0 else { throw Problem(.nothingDue) }
            let view = WriteOffView(
                id: tx.newID(),
                providerId: provider.id,
                amountMinor: debt,
                reason: body.reason.rawValue,
                createdAt: tx.now
            )
            try tx.execute(
                """
                INSERT INTO write_off (id, provider_id, amount, reason, by_id, created_at)
                VALUES (\(view.id), \(provider.id), \(debt), \(body.reason), \(admin), \(tx.now))
                """
            )
            try book(view, tx)
            try Audit.record(
                ProviderMoneyAction.writeOff,
                of: "write_off",
                view.id.cast(),
                by: call.actor,
                tx
            )
            try provider.notify(
                .debtWrittenOff,
                ["amount": Money(debt, .dollar).description, "reason": body.reason.rawValue],
                key: "write_off:\(view.id)",
                tx
            )
            return Created(view, at: "/providers/\(provider.id)/earnings")
        }
    }

    private static func book(_ view: WriteOffView, _ tx: borrowing Tx) throws {
        let lines = [
            Ledger.Line(.badDebt, Money(view.amountMinor, .dollar)),
            Ledger.Line(.payee(view.providerId), Money(-view.amountMinor, .dollar)),
        ]
        try Ledger.book("write_off", of: view.id.cast(), lines, tx)
        try ProviderEntry.write(
            .writeOff,
            to: view.providerId,
            for: nil,
            view.amountMinor,
            of: view.id.cast(),
            tx
        )
    }
}

/// A debt to give up; the server calculates the amount.
struct NewWriteOff: Body {
    /// The debtor.
    var providerId: ID<Provider>
    /// The reason; it is shown to the provider.
    var reason: Reason
    /// Refused: the server calculates it.
    var amountMinor: Computed?
}

/// A debt that was given up.
struct WriteOffView: View {
    var id: ID<WriteOffView>
    /// The former debtor.
    var providerId: ID<Provider>
    /// In cents.
    var amountMinor: Int64
    /// The words of the administrator.
    var reason: String
    /// When it was given up.
    var createdAt: Instant
}
