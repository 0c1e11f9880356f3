import Platform

extension Bound {
    // swift-format-ignore
    static let all: [Bound] = [
        Bound("POST /appointments",                          .openAppointments, .bookingsADay),
        Bound("PATCH /appointments/{id}/reschedule",         .appointmentMoves),
        Bound("DELETE /appointments/{id}/cancel",            because: "as many as were booked: caf.bookings_a_day"),
        Bound("POST /courses/{id}/enroll",                   .courseSeats, .courseChanges),
        Bound("POST /courses/{id}/checkout",                 .courseSeats, .paymentPages),
        Bound("DELETE /courses/{id}/unenroll",               because: "as many as were joined: caf.course_changes_a_day"),
        Bound("POST /documents",                             .bytesKept, .papersPerRequest),
        Bound("POST /documents/uploads",                     .bytesKept, .bytesPending, .papersPerRequest),
        Bound("POST /documents/uploads/{id}/complete",       .bytesKept, .papersPerRequest),
        Bound("POST /documents/{id}/versions",               .bytesKept, .papersPerRequest),
        Bound("DELETE /documents/{id}",                      because: "gives room back; a paper is deleted once"),
        Bound("POST /service-requests",                      .drafts),
        Bound("PATCH /service-requests/{id}",                because: "changes a draft of one's own; nobody is told"),
        Bound("DELETE /service-requests/{id}",               because: "deletes a draft of one's own; nobody is told"),
        Bound("POST /service-requests/{id}/estimate",        because: "computes from one's own request, and keeps nothing"),
        Bound("POST /service-requests/{id}/messages",        .messages, .messagesADay),
        Bound("POST /service-requests/{id}/submit",          .openRequests),
        Bound("POST /estimates/imu",                         because: "keeps nothing; thirty a minute from an address"),
        Bound("POST /estimates/isee",                        because: "keeps nothing; thirty a minute from an address"),
        Bound("POST /subscriptions/checkout",                .paymentPages),
        Bound("POST /subscriptions/portal",                  .paymentPages),
        Bound("POST /subscriptions/cancel",                  .paymentPages),
        Bound("POST /subscriptions/resume",                  .paymentPages),
        Bound("POST /subscriptions/upgrade",                 .paymentPages),
        Bound("PATCH /users/me",                             because: "changes one row of the caller's own"),
        Bound("POST /users/me/family-members",               .familyMembers),
        Bound("PATCH /users/me/family-members/{id}",         because: "changes one row of the caller's own"),
        Bound("DELETE /users/me/family-members/{id}",        because: "deletes a row of the caller's own"),
    ]
}
