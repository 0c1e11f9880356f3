import Kernel
import Platform
import Store

/// The telephone numbers of a call to make; neither side sees the other's.
struct CallNumbers: Sendable {
    let caller: PhoneNumber
    let callee: PhoneNumber

    static func of(_ call: PhoneCall, _ tx: borrowing Tx) throws -> CallNumbers {
        CallNumbers(caller: try number(of: call.caller, tx), callee: try number(of: call.callee, tx))
    }

    private static func number(of account: ID<Account>, _ tx: borrowing Tx) throws -> PhoneNumber {
        let number = try tx.value("SELECT phone FROM account WHERE id = \(account)", as: PhoneNumber.self)
        guard let number else {
            throw Problem(.noTelephone, extras: ["account_id": .string(account.description)])
        }
        return number
    }

    /// Asks the telephone service for the call.
    ///
    /// When the answer is lost the call stays queued: its reports name it, whatever its identifier there.
    static func connect(_ made: PhoneCall, _ numbers: CallNumbers, _ call: Call) async throws -> PhoneCall {
        let callback = "\(PhoneCall.callback(at: call.site))?call=\(made.id)"
        let wanted = BridgedCall(caller: numbers.caller, callee: numbers.callee, callback: callback)
        let receipt: CallReceipt?
        do {
            receipt = try await call.site.dependencies.calls.connect(wanted)
        } catch .unknown {
            receipt = nil
        } catch {
            try await call.db.write { tx in try made.failed(tx) }
            throw error.problem
        }
        return try await call.db.write { tx in
            if let receipt { try made.identified(as: receipt.sid, tx) }
            return try PhoneCall.find(made.id, tx)
        }
    }
}

extension PhoneCall {
    /// The address for reports on calls.
    static func callback(at site: Site) -> String {
        "\(site.dependencies.address)\(site.product.root)/calls/twilio-webhook"
    }

    fileprivate func identified(as sid: String, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE call SET sid = \(sid), updated_at = \(tx.now) WHERE id = \(id) AND sid IS NULL"
        )
    }

    fileprivate func failed(_ tx: borrowing Tx) throws {
        let state = State.failed
        try tx.execute(
            """
            UPDATE call SET state = \(state), rank = \(state.rank), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND rank < \(state.rank)
            """
        )
    }
}
