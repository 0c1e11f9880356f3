import Kernel
import Platform
import Store

extension Profile {
    /// Customers and staff are found by first and last name in either order, and by the codice fiscale.
    static let searched = SearchedTable(
        "profile",
        key: "account_id",
        columns: "first_name, last_name, codice_fiscale"
    ) { row in
        SearchText.stored([try row.next(String.self), try row.next(String.self), try row.next(String?.self)])
    }

    var searchText: String {
        SearchText.stored([firstName.rawValue, lastName.rawValue, codiceFiscale?.rawValue])
    }

    static let searchMigration = Migration(
        id: "caf/900-search",
        """
        ALTER TABLE profile ADD COLUMN search_text {text} NOT NULL DEFAULT '';
        UPDATE profile SET search_text = lower(first_name || ' ' || last_name || ' ' || COALESCE(codice_fiscale, ''));
        --pg
        ALTER TABLE profile ADD COLUMN search_old {int} DEFAULT 1;
        ALTER TABLE profile ALTER COLUMN search_old DROP DEFAULT;
        --sqlite
        ALTER TABLE profile ADD COLUMN search_old {int};
        UPDATE profile SET search_old = 1;
        --all
        CREATE INDEX profile_search_old ON profile (account_id) WHERE search_old = 1;
        """
    )
}
