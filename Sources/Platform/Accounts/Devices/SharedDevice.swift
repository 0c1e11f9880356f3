import Kernel
import Store
import Web

extension Session {
    /// Whether two accounts have logged in on one device, as far as their sessions tell: the same program, to its
    /// version, at the same address.
    ///
    /// A program that does not name its system, such as a script, says too little. Sessions are kept for some weeks after
    /// their end.
    package static func shareDevice(
        _ one: ID<Account>,
        _ other: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let shared = try tx.values(
            """
            SELECT DISTINCT a.device FROM session a
              JOIN session b ON b.device = a.device AND b.address = a.address
             WHERE a.account_id = \(one) AND b.account_id = \(other)
            """,
            as: String.self
        )
        return shared.contains(where: AgentFamily.namesSystem)
    }
}
