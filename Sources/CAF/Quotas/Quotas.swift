import Kernel
import Platform
import Store

extension Quota {
    /// Limits for a single customer on resources that the whole office shares.
    ///
    /// The largest honest customer we know is an accountant with some 30 clients under one account. Staff have no
    /// limits: they act for the office, and the audit log records every act.
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
        counted: ["en": "upcoming appointments", "it": "appuntamenti futuri"],
        frees: [
            "en": "A past or cancelled appointment no longer counts.",
            "it": "Gli appuntamenti passati o annullati non contano più.",
        ],
        because:
            "An accountant brings several clients to one appointment; twelve are one per working day for two weeks."
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
            "Each booking and each cancellation mails an operator; twelve bookings with eight mistakes still fit."
    )

    static let appointmentMoves = Quota(
        "caf.appointment_moves_a_day",
        .appointmentBook,
        of: [.customer],
        most: 30,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "rescheduled appointments in 24 hours", "it": "spostamenti di appuntamenti in 24 ore",
        ],
        frees: inTime,
        because:
            "Every appointment of the largest customer rescheduled twice, and some more; each change mails two people."
    )

    static let drafts = Quota(
        "caf.drafts",
        .requestEdit,
        of: [.customer],
        most: 60,
        counting: .rows { "service_request r WHERE r.customer_id = \($0.account) AND r.status = 'draft'" },
        counted: ["en": "draft requests", "it": "bozze di richieste"],
        frees: [
            "en": "Submit or delete a draft.", "it": "Inviare o eliminare una bozza.",
        ],
        because: "Thirty clients with two services begun for each; a draft costs storage, and nobody's time."
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
        counted: ["en": "submitted requests in progress", "it": "richieste inviate in lavorazione"],
        frees: [
            "en": "A completed, closed or rejected request no longer counts.",
            "it": "Le richieste completate, chiuse o respinte non contano più.",
        ],
        because: "Thirty clients with four services each; it limits an operator's reading."
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
        counted: ["en": "messages per request in an hour", "it": "messaggi per richiesta in un'ora"],
        frees: inTime,
        because: "One a minute, as in a chat with the operator; the e-mails about them are bundled."
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
        frees: ["en": "Remove a family member first.", "it": "Rimuovere prima un familiare."],
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
        counted: ["en": "seats in upcoming courses", "it": "posti in corsi futuri"],
        frees: [
            "en": "A seat in a past course, or in one that you leave, no longer counts.",
            "it": "I posti in corsi terminati o abbandonati non contano più.",
        ],
        because: "More courses than the office holds in a season; an occupied seat is lost to all others."
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
            "Each departure moves the waiting list and mails the next customer; every course joined and left once."
    )

    static let paymentPages = Quota(
        "caf.payment_pages_an_hour",
        .account,
        of: [.customer],
        most: 30,
        .window(.hours(1)),
        counting: .uses,
        counted: [
            "en": "payment pages in an hour",
            "it": "pagine di pagamento in un'ora",
        ],
        frees: inTime,
        because:
            "One attempt every two minutes; the provider counts our requests for all customers together."
    )
}
