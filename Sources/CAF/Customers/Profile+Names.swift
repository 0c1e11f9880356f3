import Platform
import Store

extension Profile {
    /// First and last name, the codice fiscale, and the words of a search.
    static let names = PersonNames(in: "profile", by: "account_id") { alias in
        PersonNames.Words(
            name: "\(alias).first_name || ' ' || \(alias).last_name",
            code: "\(alias).codice_fiscale",
            search: "\(alias).search_text",
            sorting: "\(alias).last_name || ' ' || \(alias).first_name"
        )
    }
}
