import Store

let orderingMigrations = [
    Migration(
        id: "distribution/400-ordering",
        """
        CREATE TABLE address (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            label {text},
            recipient {text} NOT NULL,
            phone {text},
            city {text} NOT NULL,
            street {text} NOT NULL,
            landmark {text},
            location {json},
            is_default {bool} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX address_account ON address (account_id, created_at, id);
        CREATE UNIQUE INDEX address_default ON address (account_id) WHERE is_default;

        CREATE TABLE cart_item (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            product_id {id} NOT NULL REFERENCES product (id),
            quantity {int} NOT NULL CHECK (quantity BETWEEN 1 AND 100000),
            added_at {instant} NOT NULL,
            UNIQUE (account_id, product_id)
        ) {strict};
        CREATE INDEX cart_item_product ON cart_item (product_id);
        """
    ),
    // Stock changes all the time and is in no index: with room on its page a new version of a row stays beside the old
    // one, and no index is touched, which other orders are reading.
    Migration(
        id: "distribution/401-room-for-stock",
        """
        --pg
        ALTER TABLE product SET (fillfactor = 70);
        --all
        """
    ),
]
