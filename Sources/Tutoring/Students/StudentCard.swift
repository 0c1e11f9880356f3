import Kernel
import Platform
import Store

/// A student in a record of something else.
struct StudentCard: Codable, Hashable, Sendable {
    /// The account of the student.
    var id: ID<Account>
    /// The first name and the initial of the last one, without contact data.
    var name: String
}

extension StudentCard {
    /// The columns of a card, to be joined as `LEFT JOIN profile p ON p.account_id = …`.
    static let columns: SQL = "p.first_name, p.last_name"

    init(_ id: ID<Account>, first: String?, last: String?) {
        self.id = id
        name = Profile.shortName(first ?? "", last ?? "")
    }

    /// The cards of these accounts, in one query.
    static func of(_ ids: [ID<Account>], _ tx: borrowing Tx) throws -> [ID<Account>: StudentCard] {
        guard !ids.isEmpty else { return [:] }
        let profiles: [Profile] = try tx.all(
            "SELECT \(Profile.columns) FROM profile p WHERE p.account_id \(in: Set(ids))"
        )
        return Dictionary(
            uniqueKeysWithValues: profiles.map {
                ($0.account, StudentCard(id: $0.account, name: $0.shortName))
            }
        )
    }
}
