import Kernel
import Store

/// The table of a product that has the names of its people, with one row for each account.
///
/// The platform knows accounts only; its lists show names where the product says how they are found.
package struct PersonNames: Sendable {
    private let table: SQL
    private let key: SQL
    private let words: @Sendable (_ alias: SQL) -> Words

    /// The expressions of one person, over the alias of the table.
    package struct Words: Sendable {
        /// First and last name.
        let name: SQL
        /// The code by which the office knows the person, as a tax code; NULL without one.
        let code: SQL
        /// Normalised words for a ``SearchQuestion``.
        let search: SQL
        /// The name as lists are sorted, such as the last name first.
        let sorting: SQL

        package init(name: SQL, code: SQL, search: SQL, sorting: SQL? = nil) {
            self.name = name
            self.code = code
            self.search = search
            self.sorting = sorting ?? name
        }
    }

    /// As `PersonNames(in: "profile", by: "account_id") { Words(name: "\($0).name", …) }`.
    package init(in table: SQL, by key: SQL, _ words: @escaping @Sendable (_ alias: SQL) -> Words) {
        self.table = table
        self.key = key
        self.words = words
    }

    /// The join of the person whose account is in `column`; its columns are NULL without one.
    package func join(on column: SQL, as alias: SQL) -> SQL {
        "LEFT JOIN \(table) \(alias) ON \(alias).\(key) = \(column)"
    }

    package func name(as alias: SQL) -> SQL { words(alias).name }
    package func code(as alias: SQL) -> SQL { words(alias).code }
    package func search(as alias: SQL) -> SQL { words(alias).search }
    package func sorting(as alias: SQL) -> SQL { words(alias).sorting }
}

/// A person as lists name them.
package struct NamedPerson: Sendable, Hashable {
    /// First and last name; a placeholder after an erasure.
    package let name: String
    /// The code by which the office knows the person; nil without one.
    package let code: String?
}

/// The names of the people on one page of a list.
package typealias KnownPeople = [ID<Account>: NamedPerson]

extension KnownPeople {
    package func name(of account: ID<Account>?) -> String? { account.flatMap { self[$0]?.name } }
    package func code(of account: ID<Account>?) -> String? { account.flatMap { self[$0]?.code } }
}

extension PersonNames {
    /// The names of these accounts, by one query.
    package func names(of people: [ID<Account>?], _ tx: borrowing Tx) throws -> KnownPeople {
        let accounts = Set(people.compactMap(\.self))
        guard !accounts.isEmpty else { return [:] }
        let alias: SQL = "n"
        let person = words(alias)
        var known = KnownPeople()
        try tx.forEach(
            """
            SELECT \(alias).\(key), \(person.name), \(person.code) FROM \(table) \(alias)
             WHERE \(alias).\(key) \(in: accounts)
            """
        ) { row in
            let account: ID<Account> = try row.next()
            known[account] = NamedPerson(name: try row.next(), code: try row.next())
        }
        return known
    }
}

extension ProductDefinition {
    /// The names of these accounts; none where the product does not say how they are found.
    package func names(of people: [ID<Account>?], _ tx: borrowing Tx) throws -> KnownPeople {
        guard let personNames else { return [:] }
        return try personNames.names(of: people, tx)
    }

    /// A query for the accounts whose person words find: by parts of the name and the code, where the product has names,
    /// or by the whole e-mail address.
    func people(foundBy words: String) -> SQL {
        var ways: [SQL] = []
        if let email = EmailAddress(rawValue: words) { ways.append("a.email = \(email)") }
        if let personNames {
            ways.append(SearchQuestion(words).condition(in: personNames.search(as: "n")))
        }
        let names = personNames?.join(on: "a.id", as: "n")
        return "SELECT a.id FROM account a \(names) WHERE \(SQL.any(ways))"
    }
}

extension Call {
    /// The names of these accounts; none where the product does not say how they are found.
    package func names(of people: [ID<Account>?], _ tx: borrowing Tx) throws -> KnownPeople {
        try site.product.names(of: people, tx)
    }
}
