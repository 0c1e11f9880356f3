import Kernel
import Platform
import Store

/// The part of a customer that others may see.
struct CustomerCard: Codable, Sendable {
    /// The account of the customer.
    var id: ID<Account>
    /// The first word of the name.
    var firstName: String
    /// The first letter of the last word of the name; absent for a name of one word.
    var initial: String?
    /// How many ratings of the customer are published.
    var n: Int

    init(_ account: ID<Account>, _ name: PersonName, ratings: Int) {
        let words = name.rawValue.split(separator: " ")
        id = account
        firstName = Masking.mask(String(words.first ?? "")).shown
        initial = words.count > 1 ? words.last?.first.map { String($0).uppercased() } : nil
        n = ratings
    }
}

extension CustomerCard {
    static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> CustomerCard {
        guard let card = try of([account], tx)[account] else { throw Problem(.notFound) }
        return card
    }

    static func of(_ accounts: [ID<Account>], _ tx: borrowing Tx) throws -> [ID<Account>: CustomerCard] {
        let rows: [Named] = try tx.all(
            """
            SELECT p.account_id, p.name,
                   (SELECT COUNT(*) FROM review v
                     WHERE v.about_kind = 'customer' AND v.about_id = p.account_id AND v.state = 'published')
              FROM profile p WHERE p.account_id \(in: accounts)
            """
        )
        return Dictionary(rows.map { ($0.card.id, $0.card) }) { first, _ in first }
    }

    private struct Named: RowDecodable {
        let card: CustomerCard

        init(_ row: inout Row) throws {
            card = CustomerCard(try row.next(), try row.next(), ratings: try row.next())
        }
    }
}
