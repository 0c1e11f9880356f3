import Store

/// The tables of appointments.
let appointmentMigrations: [Migration] = [
    Migration(
        id: "caf/appointments-001",
        """
        CREATE TABLE appointment_type (
            id {id} PRIMARY KEY,
            service {text} NOT NULL CHECK (service IN ('ISEE', 'MODELLO_730', 'MODELLO_PF', 'IMU')),
            title {json} NOT NULL,
            location {text},
            duration_minutes {int} NOT NULL CHECK (duration_minutes BETWEEN 5 AND 480),
            before_minutes {int} NOT NULL CHECK (before_minutes BETWEEN 0 AND 240),
            after_minutes {int} NOT NULL CHECK (after_minutes BETWEEN 0 AND 240),
            notice_minutes {int} NOT NULL CHECK (notice_minutes BETWEEN 0 AND 43200),
            horizon_days {int} NOT NULL CHECK (horizon_days BETWEEN 1 AND 365),
            step_minutes {int} NOT NULL CHECK (step_minutes BETWEEN 5 AND 240),
            is_active {bool} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};

        CREATE TABLE appointment_operator (
            type_id {id} NOT NULL REFERENCES appointment_type (id) ON DELETE CASCADE,
            operator_id {id} NOT NULL REFERENCES account (id),
            PRIMARY KEY (type_id, operator_id)
        ) {strict};

        CREATE TABLE appointment (
            id {id} PRIMARY KEY REFERENCES booking (id),
            type_id {id} NOT NULL REFERENCES appointment_type (id),
            customer_id {id} NOT NULL REFERENCES profile (account_id),
            request_id {id} REFERENCES service_request (id) ON DELETE SET NULL,
            status {text} NOT NULL CHECK (status IN ('booked', 'completed', 'no_show', 'cancelled')),
            status_reason {text},
            note {text},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX appointment_customer ON appointment (customer_id);
        CREATE INDEX appointment_type_used ON appointment (type_id);
        CREATE INDEX appointment_request ON appointment (request_id);
        """
    )
]
