import Store

let documentMigrations = [
    Migration(
        id: "tutoring/documents-001",
        """
        CREATE TABLE commission_invoice (
            id {id} PRIMARY KEY,
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            month {date} NOT NULL,
            net {int} NOT NULL,
            vat_booked {int} NOT NULL,
            created_at {instant} NOT NULL,
            UNIQUE (tutor_id, month)
        ) {strict};
        CREATE INDEX tutor_entry_commission ON tutor_entry (at, tutor_id) WHERE commission <> 0 OR vat <> 0;
        """
    )
]
