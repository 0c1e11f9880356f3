import Store

let reportMigrations = [
    Migration(
        id: "caf/reports-001",
        "CREATE INDEX service_request_stopped ON service_request (stopped_at) WHERE stopped_at IS NOT NULL;"
    ),
    Migration(
        id: "caf/reports-002",
        "CREATE INDEX provider_invoice_payment ON provider_invoice (payment_id) WHERE payment_id IS NOT NULL;"
    ),
]
