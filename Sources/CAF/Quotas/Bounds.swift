import Platform

extension Bound {
    // swift-format-ignore
    static let all: [Bound] = [
        Bound("POST /appointments",                          .openAppointments, .bookingsADay),
        Bound("PATCH /appointments/{id}/reschedule",         .appointmentMoves),
        Bound("DELETE /appointments/{id}/cancel",            because: "limited by the bookings: caf.bookings_a_day"),
        Bound("POST /courses/{id}/enroll",                   .courseSeats, .courseChanges),
        Bound("POST /courses/{id}/checkout",                 .courseSeats, .paymentPages),
        Bound("DELETE /courses/{id}/unenroll",               because: "limited by the enrolments: caf.course_changes_a_day"),
        Bound("POST /documents",                             .bytesKept, .papersPerRequest),
        Bound("POST /documents/uploads",                     .bytesKept, .bytesPending, .papersPerRequest),
        Bound("POST /documents/uploads/{id}/complete",       .bytesKept, .papersPerRequest),
        Bound("POST /documents/{id}/versions",               .bytesKept, .papersPerRequest),
        Bound("DELETE /documents/{id}",                      because: "frees space; a document is deleted once"),
        Bound("POST /service-requests",                      .drafts),
        Bound("PATCH /service-requests/{id}",                because: "changes the caller's own draft; nobody is notified"),
        Bound("DELETE /service-requests/{id}",               because: "deletes the caller's own draft; nobody is notified"),
        Bound("POST /service-requests/{id}/estimate",        because: "computes from the caller's own request and stores nothing"),
        Bound("POST /service-requests/{id}/messages",        .messages, .messagesADay),
        Bound("POST /service-requests/{id}/submit",          .openRequests),
        Bound("POST /estimates/imu",                         because: "stores nothing; thirty a minute per IP address"),
        Bound("POST /estimates/isee",                        because: "stores nothing; thirty a minute per IP address"),
        Bound("POST /subscriptions/checkout",                .paymentPages),
        Bound("POST /subscriptions/portal",                  .paymentPages),
        Bound("POST /subscriptions/cancel",                  .paymentPages),
        Bound("POST /subscriptions/resume",                  .paymentPages),
        Bound("POST /subscriptions/upgrade",                 .paymentPages),
        Bound("PATCH /users/me",                             because: "changes one of the caller's own rows"),
        Bound("POST /users/me/family-members",               .familyMembers),
        Bound("PATCH /users/me/family-members/{id}",         because: "changes one of the caller's own rows"),
        Bound("DELETE /users/me/family-members/{id}",        because: "deletes one of the caller's own rows"),
    ]
}
