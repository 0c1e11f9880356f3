import Store

/// Images, the full-text search index and the change counter of the catalogue.
///
/// Triggers raise `catalogue_generation` with every change that is visible in a product list. On PostgreSQL each
/// connection counts in its own row, so that simultaneous sales do not wait for a single one. The table's name sorts
/// before the tables whose triggers fill it: backups are restored in that order.
let catalogueMigrations: [Migration] = [
    Migration(
        id: "distribution/200-catalogue",
        """
        CREATE TABLE catalogue_image (
            file_id {id} PRIMARY KEY REFERENCES stored_file (id),
            created_at {instant} NOT NULL
        ) {strict};

        CREATE TABLE product_image (
            product_id {id} NOT NULL REFERENCES product (id) ON DELETE CASCADE,
            position {int} NOT NULL,
            file_id {id} NOT NULL REFERENCES catalogue_image (file_id),
            PRIMARY KEY (product_id, position)
        ) {strict};
        CREATE INDEX product_image_file ON product_image (file_id);
        CREATE INDEX product_out ON product (company_id, id) WHERE stock = 0;
        CREATE INDEX product_low ON product (company_id, id) WHERE stock > 0 AND stock <= low_stock_threshold;

        CREATE TABLE catalogue_generation (
            shard {int} PRIMARY KEY,
            value {int} NOT NULL
        ) {strict};
        """
    ),
    Migration(
        id: "distribution/201-search",
        """
        --pg
        ALTER TABLE product ALTER COLUMN sort_name TYPE text COLLATE "C";
        CREATE INDEX product_search ON product
            USING gin (array_to_tsvector(array_remove(string_to_array(search_text, ' '), '')));
        --sqlite
        CREATE VIRTUAL TABLE product_search USING fts5 (
            words, content = '', detail = none, columnsize = 0, tokenize = 'ascii', prefix = '2 3');
        ALTER TABLE product ADD COLUMN document INTEGER;
        UPDATE product SET document = rowid;
        INSERT INTO product_search (rowid, words) SELECT document, search_text FROM product;
        CREATE UNIQUE INDEX product_document ON product (document);

        CREATE TRIGGER product_search_insert AFTER INSERT ON product BEGIN
            UPDATE product SET document = COALESCE(
                NEW.document, (SELECT COALESCE(MAX(document), 0) + 1 FROM product)) WHERE id = NEW.id;
            INSERT INTO product_search (rowid, words) SELECT document, search_text FROM product WHERE id = NEW.id;
        END;
        CREATE TRIGGER product_search_update AFTER UPDATE OF search_text ON product BEGIN
            INSERT INTO product_search (product_search, rowid, words)
            VALUES ('delete', OLD.document, OLD.search_text);
            INSERT INTO product_search (rowid, words) VALUES (NEW.document, NEW.search_text);
        END;
        CREATE TRIGGER product_search_delete AFTER DELETE ON product BEGIN
            INSERT INTO product_search (product_search, rowid, words)
            VALUES ('delete', OLD.document, OLD.search_text);
        END;
        --all
        """
    ),
    Migration(
        id: "distribution/202-generation",
        """
        --pg
        CREATE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO catalogue_generation AS g (shard, value) VALUES (pg_backend_pid() % 64, 1)
            ON CONFLICT (shard) DO UPDATE SET value = g.value + 1;
            RETURN NULL;
        END $$;
        CREATE TRIGGER product_changed AFTER INSERT OR DELETE OR UPDATE OF sku, company_id, category_id, name,
            description, search_text, sort_name, price, pack_size, minimum_quantity, low_stock_threshold, is_active,
            deleted_at, version ON product FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER product_ran_out AFTER UPDATE OF stock ON product FOR EACH ROW
            WHEN ((OLD.stock = 0) <> (NEW.stock = 0)) EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER product_zone_changed AFTER INSERT OR DELETE OR UPDATE ON product_zone
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER product_image_changed AFTER INSERT OR DELETE OR UPDATE ON product_image
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER category_changed AFTER INSERT OR DELETE OR UPDATE ON category
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER company_changed AFTER INSERT OR DELETE OR UPDATE OF is_active ON company
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        CREATE TRIGGER company_zone_changed AFTER INSERT OR DELETE OR UPDATE ON company_zone
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
        --sqlite
        CREATE TRIGGER product_changed_insert AFTER INSERT ON product BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_changed_delete AFTER DELETE ON product BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_changed_update AFTER UPDATE OF sku, company_id, category_id, name, description,
            search_text, sort_name, price, pack_size, minimum_quantity, low_stock_threshold, is_active, deleted_at,
            version ON product
        BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_ran_out AFTER UPDATE OF stock ON product WHEN (OLD.stock = 0) <> (NEW.stock = 0) BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_zone_changed_insert AFTER INSERT ON product_zone BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_zone_changed_delete AFTER DELETE ON product_zone BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_image_changed_insert AFTER INSERT ON product_image BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER product_image_changed_delete AFTER DELETE ON product_image BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER category_changed_insert AFTER INSERT ON category BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER category_changed_delete AFTER DELETE ON category BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER category_changed_update AFTER UPDATE ON category BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER company_changed_insert AFTER INSERT ON company BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER company_changed_update AFTER UPDATE OF is_active ON company BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER company_zone_changed_insert AFTER INSERT ON company_zone BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        CREATE TRIGGER company_zone_changed_delete AFTER DELETE ON company_zone BEGIN
            INSERT INTO catalogue_generation VALUES (0, 1) ON CONFLICT (shard) DO UPDATE SET value = value + 1;
        END;
        --all
        """
    ),
    // The SKU of a deleted product is set aside: another product may take it, and a restored product gets it back.
    Migration(
        id: "distribution/204-deleted-skus",
        """
        ALTER TABLE product ADD COLUMN deleted_sku {text};
        --pg
        -- Not for nothing: a statement that changes no row counts as a change of the catalogue too.
        DO $$ BEGIN
            IF EXISTS (SELECT 1 FROM product WHERE deleted_at IS NOT NULL) THEN
                UPDATE product SET deleted_sku = sku, sku = 'deleted:' || id::text WHERE deleted_at IS NOT NULL;
            END IF;
        END $$;
        --sqlite
        UPDATE product SET deleted_sku = sku, sku = 'deleted:' || lower(hex(id)) WHERE deleted_at IS NOT NULL;
        --all
        CREATE INDEX product_deleted ON product (company_id, id) WHERE deleted_at IS NOT NULL;
        """
    ),
]
