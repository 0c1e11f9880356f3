import Store

/// Favourites, stock alerts and product requests.
let buyerTables: [Migration] = [
    Migration(
        id: "distribution/210-wishes",
        """
        CREATE TABLE favourite (
            account_id {id} NOT NULL REFERENCES member (account_id),
            product_id {id} NOT NULL REFERENCES product (id),
            created_at {instant} NOT NULL,
            PRIMARY KEY (account_id, product_id)
        ) {strict};
        CREATE INDEX favourite_newest ON favourite (account_id, created_at, product_id);
        CREATE INDEX favourite_product ON favourite (product_id);

        CREATE TABLE notify_me (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            product_id {id} NOT NULL REFERENCES product (id),
            requested_at {instant} NOT NULL,
            notified_at {instant},
            wake_id {id},
            UNIQUE (account_id, product_id),
            CHECK (wake_id IS NULL OR notified_at IS NOT NULL)
        ) {strict};
        CREATE INDEX notify_me_waiting ON notify_me (product_id, requested_at, id) WHERE notified_at IS NULL;
        CREATE INDEX notify_me_product ON notify_me (product_id, requested_at, id);
        CREATE INDEX notify_me_mine ON notify_me (account_id, requested_at, id);
        CREATE INDEX notify_me_wake ON notify_me (wake_id) WHERE wake_id IS NOT NULL;

        CREATE TABLE needed_item (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES member (account_id),
            name {text} NOT NULL,
            details {text},
            quantity {int} CHECK (quantity > 0),
            status {text} NOT NULL CHECK (status IN ('open', 'in_review', 'planned', 'available', 'declined', 'withdrawn')),
            answer {text},
            product_id {id} REFERENCES product (id),
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX needed_item_mine ON needed_item (account_id, created_at, id);
        CREATE INDEX needed_item_newest ON needed_item (created_at, id);
        """
    )
]
