import Kernel
import Platform
import Store

extension Member {
    /// People are found by their own name and their shop's name.
    static let searched = SearchedTable("member", key: "account_id", columns: "name, shop_name") { row in
        SearchText.stored([try row.next(String.self), try row.next(String?.self)])
    }

    var searchText: String { SearchText.stored([name.rawValue, shopName?.rawValue]) }
}

extension Company {
    static let searched = SearchedTable("company", key: "id", columns: "name") { row in
        searchText(try row.json())
    }

    static func searchText(_ name: Name) -> String { SearchText.stored(name.all) }
}

extension Product {
    static let searched = SearchedTable(
        "product",
        key: "id",
        rewritingFrom: "name, description, COALESCE(deleted_sku, sku)"
    ) { row in
        let name: Name = try row.json()
        let words = SearchText.stored(name, try row.json(), SKU(unchecked: try row.next()))
        return "search_text = \(words), \(SortNames(name).assignments)"
    }
}

/// Adds the searchable words to their rows; words written by older versions are rewritten after start-up.
let searchMigration = Migration(
    id: "distribution/730-search",
    """
    ALTER TABLE member ADD COLUMN search_text {text} NOT NULL DEFAULT '';
    UPDATE member SET search_text = lower(name || ' ' || COALESCE(shop_name, ''));
    --pg
    ALTER TABLE member ADD COLUMN search_old {int} DEFAULT 1;
    ALTER TABLE member ALTER COLUMN search_old DROP DEFAULT;
    --sqlite
    ALTER TABLE member ADD COLUMN search_old {int};
    UPDATE member SET search_old = 1;
    --all
    CREATE INDEX member_search_old ON member (account_id) WHERE search_old = 1;
    ALTER TABLE company ADD COLUMN search_text {text} NOT NULL DEFAULT '';
    UPDATE company SET search_text = lower(COALESCE(name ->> 'ar', '') || ' ' || COALESCE(name ->> 'ku', '') || ' ' || COALESCE(name ->> 'en', ''));
    --pg
    ALTER TABLE company ADD COLUMN search_old {int} DEFAULT 1;
    ALTER TABLE company ALTER COLUMN search_old DROP DEFAULT;
    --sqlite
    ALTER TABLE company ADD COLUMN search_old {int};
    UPDATE company SET search_old = 1;
    --all
    CREATE INDEX company_search_old ON company (id) WHERE search_old = 1;
    --pg
    ALTER TABLE product ADD COLUMN search_old {int} DEFAULT 1;
    ALTER TABLE product ALTER COLUMN search_old DROP DEFAULT;
    --sqlite
    ALTER TABLE product ADD COLUMN search_old {int};
    UPDATE product SET search_old = 1;
    --all
    CREATE INDEX product_search_old ON product (id) WHERE search_old = 1;
    """
)

/// Removes the domestic trunk prefix 0 after the country code; see `TrunkPrefixes`.
let telephoneMigration = Migration(
    id: "distribution/731-telephones",
    """
    UPDATE company SET phone = '+964' || substr(phone, 6) WHERE phone LIKE '+9640%';
    UPDATE address SET phone = '+964' || substr(phone, 6) WHERE phone LIKE '+9640%';
    UPDATE delivery_route SET driver_phone = '+964' || substr(driver_phone, 6) WHERE driver_phone LIKE '+9640%';
    """
)
