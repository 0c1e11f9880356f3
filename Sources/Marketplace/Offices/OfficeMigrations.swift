import Store

let officeMigrations = [
    Migration(
        id: "marketplace/offices-001",
        """
        CREATE TABLE office_space (
            id {id} PRIMARY KEY,
            name {text} NOT NULL,
            name_key {text} NOT NULL,
            lat {real} NOT NULL,
            lon {real} NOT NULL,
            address {text} NOT NULL,
            capacity {int} NOT NULL CHECK (capacity > 0),
            amenities {json} NOT NULL,
            amenity_keys {text} NOT NULL,
            hourly_minor {int} NOT NULL CHECK (hourly_minor > 0),
            is_active {bool} NOT NULL,
            resource_id {id} NOT NULL UNIQUE REFERENCES booking_resource (id),
            deleted_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (deleted_at IS NULL OR NOT is_active)
        ) {strict};
        CREATE UNIQUE INDEX office_space_name ON office_space (name_key) WHERE deleted_at IS NULL;

        CREATE TABLE office_booking (
            id {id} PRIMARY KEY,
            office_id {id} NOT NULL REFERENCES office_space (id),
            account_id {id} NOT NULL REFERENCES account (id),
            provider_id {id} REFERENCES provider (id),
            booking_id {id} NOT NULL UNIQUE REFERENCES booking (id),
            from_at {instant} NOT NULL,
            until_at {instant} NOT NULL,
            price_minor {int} NOT NULL CHECK (price_minor >= 0),
            charge_minor {int} NOT NULL CHECK (charge_minor BETWEEN 0 AND price_minor),
            state {text} NOT NULL CHECK (state IN ('booked', 'checked_in', 'completed', 'cancelled', 'no_show')),
            expires_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (from_at < until_at),
            CHECK (provider_id IS NOT NULL OR price_minor = 0)
        ) {strict};
        CREATE INDEX office_booking_office ON office_booking (office_id, from_at);
        CREATE INDEX office_booking_account ON office_booking (account_id, from_at);
        CREATE INDEX office_booking_newest ON office_booking (created_at, id);
        """
    )
]
