import Kernel
import Platform
import Store

extension Quota {
    /// What one customer may hold or use of what the whole office shares.
    ///
    /// The largest honest customer we know is an accountant who keeps some 30 clients under one account. Staff is bound by none
    /// of them: they act for the office, and every act of theirs is in the audit.
    static let all: [Quota] = [
        .openAppointments, .bookingsADay, .appointmentMoves, .drafts, .openRequests, .messages, .messagesADay,
        .familyMembers, .bytesKept, .bytesPending, .papersPerRequest, .courseSeats, .courseChanges,
        .paymentPages,
    ]

    static let openAppointments = Quota(
        "caf.open_appointments",
        .appointmentBook,
        of: [.customer],
        most: 12,
        counting: .rows {
            """
            appointment a JOIN booking b ON b.id = a.id
             WHERE a.customer_id = \($0.account) AND a.status = 'booked' AND b.is_active AND b.ends_at > \($0.now)
            """
        },
        counted: ["en": "appointments to come", "it": "appuntamenti futuri"],
        frees: [
            "en": "One frees when an appointment is over or cancelled.",
            "it": "Se ne libera uno quando un appuntamento è passato o annullato.",
        ],
        because:
            "An accountant brings several clients to one appointment; twelve are one each working day for two weeks."
    )

    static let bookingsADay = Quota(
        "caf.bookings_a_day",
        .appointmentBook,
        of: [.customer],
        most: 20,
        .window(.hours(24)),
        counting: .rows(weight: "1", at: "a.created_at") {
            "appointment a WHERE a.customer_id = \($0.account)"
        },
        counted: ["en": "bookings in 24 hours", "it": "prenotazioni in 24 ore"],
        frees: inTime,
        because:
            "Each booking and each cancelling mails an operator; who books twelve and errs eight times is still served."
    )

    static let appointmentMoves = Quota(
        "caf.appointment_moves_a_day",
        .appointmentBook,
        of: [.customer],
        most: 30,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "moved appointments in 24 hours", "it": "spostamenti di appuntamenti in 24 ore"],
        frees: inTime,
        because:
            "Every appointment of the largest customer moved twice, and some more; each move mails two people."
    )

    static let drafts = Quota(
        "caf.drafts",
        .requestEdit,
        of: [.customer],
        most: 60,
        counting: .rows { "service_request r WHERE r.customer_id = \($0.account) AND r.status = 'draft'" },
        counted: ["en": "drafts of requests", "it": "bozze di richieste"],
        frees: [
            "en": "Submit or delete one.", "it": "Inviarne o eliminarne una.",
        ],
        because: "Thirty clients with two services begun for each; a draft costs nobody's time, only room."
    )

    static let openRequests = Quota(
        "caf.open_requests",
        .requestSubmit,
        of: [.customer],
        most: 120,
        counting: .rows {
            """
            service_request r WHERE r.customer_id = \($0.account)
               AND r.status NOT IN ('draft', 'completed', 'closed', 'rejected')
            """
        },
        counted: ["en": "submitted requests being worked on", "it": "richieste inviate in lavorazione"],
        frees: [
            "en": "One frees when the office has completed or closed a request.",
            "it": "Se ne libera una quando l'ufficio completa o chiude una richiesta.",
        ],
        because: "Thirty clients with four services each: what an operator has to read is bounded by it."
    )

    static let messages = Quota(
        "caf.messages_per_request",
        .requestMessage,
        of: [.customer],
        most: 60,
        .window(.hours(1)),
        per: .request,
        counting: .rows(weight: "1", at: "m.written_at") {
            """
            remark m WHERE m.request_id = \($0.subject) AND m.audience = 'message' AND m.author_id = \($0.account)
            """
        },
        counted: ["en": "messages on one request in an hour", "it": "messaggi su una richiesta in un'ora"],
        frees: inTime,
        because: "One a minute: a chat with the operator; the mails about them are bundled."
    )

    static let messagesADay = Quota(
        "caf.messages_a_day",
        .requestMessage,
        of: [.customer],
        most: 600,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "messages in 24 hours", "it": "messaggi in 24 ore"],
        frees: inTime,
        because:
            "Twenty messages about each of thirty clients; 120 requests at 60 an hour would be 7,200 an hour."
    )

    static let familyMembers = Quota(
        "caf.family_members",
        .familyManage,
        of: [.customer],
        most: 120,
        counting: .rows { "family_member f WHERE f.customer_id = \($0.account)" },
        counted: ["en": "family members", "it": "familiari"],
        frees: ["en": "Remove one first.", "it": "Prima rimuoverne uno."],
        because: "Thirty clients with families of four."
    )

    static let courseSeats = Quota(
        "caf.course_seats",
        .courseEnrol,
        of: [.customer],
        most: 20,
        counting: .rows {
            """
            booking_seat s JOIN course c ON c.id = s.offer_id WHERE s.holder_id = \($0.account) AND c.ends_at > \($0.now)
            """
        },
        counted: ["en": "seats of courses to come", "it": "posti in corsi futuri"],
        frees: [
            "en": "One frees when a course is over or left.",
            "it": "Se ne libera uno quando un corso è finito o abbandonato.",
        ],
        because: "More courses than the office holds in a season; a seat kept is a seat that nobody else has."
    )

    static let courseChanges = Quota(
        "caf.course_changes_a_day",
        .courseEnrol,
        of: [.customer],
        most: 40,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "enrolments in 24 hours", "it": "iscrizioni in 24 ore"],
        frees: inTime,
        because:
            "Each leaving moves the waiting list and mails whoever is next; every course joined and left once."
    )

    static let paymentPages = Quota(
        "caf.payment_pages_an_hour",
        .account,
        of: [.customer],
        most: 30,
        .window(.hours(1)),
        counting: .uses,
        counted: [
            "en": "visits to the payment provider in an hour",
            "it": "accessi al gestore dei pagamenti in un'ora",
        ],
        frees: inTime,
        because:
            "A payment tried every two minutes; the provider counts our requests, for all customers together."
    )
}
