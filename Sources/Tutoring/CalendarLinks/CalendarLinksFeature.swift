import Kernel
import Platform
import Web

extension Feature {
    static let calendarLinks = Feature(
        routes: GoogleCalendar.routes,
        bounds: [
            Bound("PATCH /calendar/google", because: "chooses among the calendars of one link"),
            Bound("DELETE /calendar/google", because: "ends the caller's only link"),
            Bound("POST /webhooks/google-calendar", because: "needs the secret of a subscription"),
        ]
    )
}

/// The caller's Google Calendar: its times block the caller's own, lessons are written into it.
enum GoogleCalendar {
    private static let flow = GrantFlow(returningTo: "/calendar/google/callback")

    static let routes = rows.tagged("Calendar")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //      path                          handler                      needs
        Get   ("/calendar/google/start",      flow.start,                  .calendarUse, "Begin to link Google",
               details: "The address of Google's page, for this browser: the cookie of the answer is needed on the way back. `with` says what the site may do there; the calendar, when it says nothing.").refuses(.googleUnavailable)
        Get   ("/calendar/google/callback",   flow.finish,                 .anyone,      "Come back from linking Google",
               details: "For Google only: leads on to `return_to`, with `error` if nothing was linked.").limited(Accounts.limit).refuses(.roundTripState, .googleUnavailable)
        Get   ("/calendar/google",            LinkedCalendarsView.show,    .calendarUse, "Get the link to Google Calendar",
               details: "A tutor's own calendar keeps times busy, and has the lessons written into it, until another choice is made. A student's is read for suggestions only. Times are kept, titles are not.")
        Patch ("/calendar/google",            LinkedCalendarsView.change,  .calendarUse, "Choose among the linked calendars").refuses(.calendarNotLinked)
        Delete("/calendar/google",            LinkedCalendarsView.unlink,  .calendarUse, "Unlink Google",
               details: "The grant is revoked at Google, for calendar and Drive. The times that were read are forgotten; lessons in the calendar stay there.")
        Post  ("/webhooks/google-calendar",   CalendarHook.receive,        .anyone,      "Receive a call from Google Calendar",
               details: "For Google only: the headers name a subscription and its secret. The calendar is then read by a job.").uncounted.refuses(.notFound)
    }
}
