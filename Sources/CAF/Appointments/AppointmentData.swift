import Kernel
import Platform
import Store

private let kept: LocalizedText = [
    "en":
        "Appointments are not needed after the deletion of the account (GDPR art. 17(1)(a)).",
    "it": "Gli appuntamenti non servono dopo la cancellazione dell'account (GDPR art. 17(1)(a)).",
]

let appointmentData = PersonalData(
    "appointments",
    ["en": "Appointments", "it": "Appuntamenti"],
    tables: ["appointment", "history"],
    rows: {
        "appointment a JOIN booking b ON b.id = a.id WHERE a.customer_id = \($0)"
    },
    export: .init(
        by: "a.id",
        .id("id", "a.id"),
        .text("status", "a.status"),
        .text("note", "a.note"),
        .text("status_reason", "a.status_reason"),
        .instant("starts_at", "b.starts_at"),
        .instant("ends_at", "b.ends_at")
    ),
    erasure: .delete(because: kept) { account in
        [
            """
            DELETE FROM history
             WHERE subject_kind = \(Appointment.kind)
               AND subject_id IN (SELECT a.id FROM appointment a WHERE a.customer_id = \(account))
            """,
            "DELETE FROM appointment WHERE customer_id = \(account)",
        ]
    }
)

let appointmentTables = [
    ImpersonalTable("appointment_type", "types of appointments"),
    ImpersonalTable("appointment_operator", "ids of staff accounts"),
]

let appointmentRetention = Retention(
    "appointments",
    ["en": "Appointments", "it": "Appuntamenti"],
    keep: .years(2),
    from: ["en": "the day of the appointment", "it": "il giorno dell'appuntamento"],
    then: .delete,
    basis: [
        "en": "Storage limitation, GDPR art. 5(1)(e)",
        "it": "Limitazione della conservazione, GDPR art. 5(1)(e)",
    ],
    key: "a.id",
    account: "a.customer_id",
    due: { "appointment a JOIN booking b ON b.id = a.id WHERE b.ends_at < \($0)" },
    steps: { ids in
        [
            "DELETE FROM history WHERE subject_kind = \(Appointment.kind) AND subject_id \(in: ids)",
            "DELETE FROM appointment WHERE id \(in: ids)",
            "DELETE FROM booking WHERE id \(in: ids)",
        ]
    }
)
