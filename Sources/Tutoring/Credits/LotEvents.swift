import Kernel
import Platform
import Store

extension Lot {
    /// Tells the student's and the tutor's clients what is available now.
    func publish(_ tx: borrowing Tx) throws {
        var accounts = [student]
        if let tutor { accounts += try tx.values("SELECT t.account_id FROM tutor t WHERE t.id = \(tutor)") }
        let payload: JSONValue = [
            "lot_id": .string(id.description), "available": .integer(Int64(available)),
        ]
        try Realtime.publish("credit:changed", to: accounts.map(RealtimeRoom.account), payload, tx)
    }
}
