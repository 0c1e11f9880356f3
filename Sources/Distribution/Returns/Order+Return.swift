import Kernel
import Platform
import Store

extension Order {
    /// Records returned goods in the books and on the order, and puts them back in stock when they can be sold again.
    ///
    /// Prices are not recalculated: a customer keeps a promotion even if the remaining goods no longer reach its terms.
    func recordReturn(_ body: NewReturn, by actor: Actor, _ tx: borrowing Tx) throws -> OrderReturn {
        guard status == .delivered else { throw Problem(.orderNotDelivered) }
        let id = tx.newID(of: CompanyEntry.self)
        let isSellable = body.isSellable ?? false
        let lines = try body.pieces(of: OrderLine.list(of: self.id, tx)).map {
            try $0.line.pieces($0.count, in: id, restocked: isSellable)
        }
        let fee = body.lines == nil ? deliveryFee.value - returned.deliveryFee.value : 0
        guard !lines.isEmpty || fee > 0 else { throw Problem(.returnedAlready) }
        let taken = OrderReturn(
            entry: entry(id, of: lines, fee: fee, because: body.reason.rawValue, tx),
            lines: lines
        )
        try save(taken.entry, tx)
        guard try taken.entry.insert(tx) else { throw Problem(.conflict) }
        for line in lines { try line.insert(tx) }
        try Bookkeeping.book("order_returned", of: id.cast(), taken.entry, tx)
        if isSellable { try restock(lines, because: body.reason.rawValue, as: actor, tx) }
        try record(taken, by: actor, tx)
        return taken
    }

    private func entry(
        _ id: ID<CompanyEntry>,
        of lines: [ReturnedLine],
        fee: Int64,
        because reason: String,
        _ tx: borrowing Tx
    ) -> CompanyEntry {
        let goods = lines.reduce(0) { $0 + $1.goods.value }
        let commission = lines.reduce(0) { $0 + $1.commission.value }
        return CompanyEntry(
            id: id,
            company: company,
            kind: .reversal,
            order: self.id,
            payout: nil,
            goods: -goods,
            commission: -commission,
            deliveryFee: -fee,
            amount: commission - goods,
            reason: reason,
            at: tx.now
        )
    }

    /// Of two simultaneous returns the second starts again, and finds fewer pieces left.
    private func save(_ entry: CompanyEntry, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE sales_order
               SET returned_goods = returned_goods - \(entry.goods), returned_fee = returned_fee - \(entry.deliveryFee),
                   returned_commission = returned_commission - \(entry.commission), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
    }

    private func restock(
        _ lines: [ReturnedLine],
        because reason: String,
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        let changes = StockChange.list(of: lines.map { ($0.product, $0.quantity) })
        try Stock.move(changes, .cancel, because: reason, for: id, by: actor, tx)
    }

    /// Records history and audit, publishes the change and notifies the shop and the company.
    private func record(_ taken: OrderReturn, by actor: Actor, _ tx: borrowing Tx) throws {
        let step = Transition(
            from: status.rawValue,
            to: status.rawValue,
            event: "return",
            reason: taken.entry.reason,
            fields: []
        )
        try History.record(step, of: Self.kind, id.cast(), by: actor, tx)
        let details: JSONValue = [
            "return": .string(taken.entry.id.description),
            "goods": .integer(-taken.entry.goods),
            "delivery_fee": .integer(-taken.entry.deliveryFee),
        ]
        try Audit.record(
            ReturnAction.salesOrderReturn,
            of: Self.kind,
            id.cast(),
            by: actor,
            details: details,
            tx
        )
        let now = try Self.find(id, tx)
        try now.publish("order:updated", tx)
        try now.notify(taken, tx)
    }
}
