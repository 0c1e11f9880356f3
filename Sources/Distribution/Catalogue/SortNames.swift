import Kernel
import Platform
import Store

/// The keys of a product in lists that are sorted by name, one for each language.
///
/// A name that has not been translated stands under its Arabic one.
struct SortNames: RowDecodable, Hashable {
    let ar: String
    let ku: String
    let en: String

    static let columns: SQL = "p.sort_name, p.sort_name_ku, p.sort_name_en"

    init(_ name: Name) {
        ar = SearchText.sortKey(name.ar.rawValue)
        ku = SearchText.sortKey(KurdishAlphabet.ranked((name.ku ?? name.ar).rawValue))
        en = SearchText.sortKey((name.en ?? name.ar).rawValue)
    }

    init(_ row: inout Row) throws {
        ar = try row.next()
        ku = try row.next()
        en = try row.next()
    }

    /// The assignments of an UPDATE.
    var assignments: SQL { "sort_name = \(ar), sort_name_ku = \(ku), sort_name_en = \(en)" }
}

/// The language of a list that is sorted by name: the first of the request.
enum SortLanguage: String {
    case ar, ku, en

    init(_ languages: [Language]) {
        self = languages.first.flatMap { Self(rawValue: $0.tag) } ?? .ar
    }

    /// The key of the names of an element, in this language.
    func ascending<Element: Sendable>(
        _ names: @escaping @Sendable (Element) -> SortNames
    ) -> SortOrder<Element>.Key {
        switch self {
        case .ar: .ascending("sort_name") { names($0).ar }
        case .ku: .ascending("sort_name_ku") { names($0).ku }
        case .en: .ascending("sort_name_en") { names($0).en }
        }
    }

    func descending<Element: Sendable>(
        _ names: @escaping @Sendable (Element) -> SortNames
    ) -> SortOrder<Element>.Key {
        switch self {
        case .ar: .descending("sort_name") { names($0).ar }
        case .ku: .descending("sort_name_ku") { names($0).ku }
        case .en: .descending("sort_name_en") { names($0).en }
        }
    }
}

/// Adds the keys of Kurdish and English; until ``RefillSearch`` has made them, a product stands under its Arabic name.
///
/// The change counter covers the new columns; without its trigger the copied keys are no change of the catalogue.
let sortNamesMigration = Migration(
    id: "distribution/732-sort-names",
    """
    --pg
    DROP TRIGGER product_changed ON product;
    ALTER TABLE product
        ADD COLUMN sort_name_ku text COLLATE "C" NOT NULL DEFAULT '',
        ADD COLUMN sort_name_en text COLLATE "C" NOT NULL DEFAULT '';
    --sqlite
    DROP TRIGGER product_changed_update;
    ALTER TABLE product ADD COLUMN sort_name_ku TEXT NOT NULL DEFAULT '';
    ALTER TABLE product ADD COLUMN sort_name_en TEXT NOT NULL DEFAULT '';
    --all
    UPDATE product SET sort_name_ku = sort_name, sort_name_en = sort_name, search_old = 1;
    CREATE INDEX product_sort_name_ku ON product (sort_name_ku, id);
    CREATE INDEX product_sort_name_en ON product (sort_name_en, id);
    --pg
    CREATE TRIGGER product_changed AFTER INSERT OR DELETE OR UPDATE OF sku, company_id, category_id, name,
        description, search_text, sort_name, sort_name_ku, sort_name_en, price, pack_size, minimum_quantity,
        low_stock_threshold, is_active, deleted_at, version ON product
        FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
    --sqlite
    CREATE TRIGGER product_changed_update AFTER UPDATE OF sku, company_id, category_id, name, description,
        search_text, sort_name, sort_name_ku, sort_name_en, price, pack_size, minimum_quantity, low_stock_threshold,
        is_active, deleted_at, version ON product
    BEGIN
        INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
    END;
    --all
    """
)
