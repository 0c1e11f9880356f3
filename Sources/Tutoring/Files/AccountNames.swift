import Kernel
import Platform
import Store
import Web

/// A person in a record of something else, by the name that others see.
struct PersonCard: Codable, Hashable, Sendable {
    /// Identifies the person whatever the name becomes, such as to share files with them.
    var accountId: ID<Account>
    /// The name that a tutor chose, or the first name and the initial of the last one.
    var name: String
}

/// The names of accounts as others see them.
struct AccountNames: Sendable {
    private let names: [ID<Account>: String]

    init(of accounts: some Sequence<ID<Account>>, _ tx: borrowing Tx) throws {
        var names: [ID<Account>: String] = [:]
        let wanted = Array(Set(accounts))
        guard !wanted.isEmpty else {
            self.names = names
            return
        }
        try tx.forEach(
            """
            SELECT a.id, t.display_name, p.first_name, p.last_name
              FROM account a LEFT JOIN tutor t ON t.account_id = a.id LEFT JOIN profile p ON p.account_id = a.id
             WHERE a.id \(in: wanted)
            """
        ) { row in
            let id: ID<Account> = try row.next()
            let shown: String? = try row.next()
            let (first, last): (String?, String?) = (try row.next(), try row.next())
            names[id] = shown ?? first.map { Profile.shortName($0, last ?? "") }
        }
        self.names = names
    }

    subscript(_ account: ID<Account>) -> PersonCard {
        PersonCard(accountId: account, name: names[account] ?? "—")
    }
}
