import Store

/// Routes and their stops; the database allows an order on one open route at most.
let deliveryMigrations: [Migration] = [
    Migration(
        id: "distribution/502-delivery",
        """
        CREATE TABLE delivery_route (
            id {id} PRIMARY KEY,
            date {date} NOT NULL,
            zone_id {id} NOT NULL REFERENCES delivery_zone (id),
            driver_name {text} NOT NULL,
            driver_phone {text},
            capacity {int} NOT NULL CHECK (capacity BETWEEN 1 AND 500),
            status {text} NOT NULL CHECK (status IN ('planned', 'started', 'finished', 'cancelled')),
            status_reason {text},
            started_at {instant},
            finished_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX delivery_route_date ON delivery_route (date, id);
        CREATE INDEX delivery_route_zone ON delivery_route (zone_id, date, id);

        CREATE TABLE delivery_stop (
            route_id {id} NOT NULL REFERENCES delivery_route (id) ON DELETE CASCADE,
            order_id {id} NOT NULL REFERENCES sales_order (id),
            position {int} NOT NULL CHECK (position > 0),
            released_at {instant},
            PRIMARY KEY (route_id, order_id)
        ) {strict};
        CREATE UNIQUE INDEX delivery_stop_open ON delivery_stop (order_id) WHERE released_at IS NULL;
        """
    )
]
