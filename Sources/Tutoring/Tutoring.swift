import Kernel
import Platform
import Web

typealias Route = Web.Route<Call>
typealias RouteTable = Web.RouteTable<Call>

/// The Tutoring product: students find, book, pay and review tutors; tutors sell lessons and packages and are paid out.
///
/// Everything the rest of the server knows about Tutoring is in this value.
package let tutoring: ProductDefinition = ProductDefinition(
    name: "tutoring",
    title: "Portico Tutoring",
    summary: "Private lessons: tutors, packages, bookings, payments, files, progress and payouts.",
    root: "/api/v1",
    zone: .rome,
    currency: .euro,
    telephones: .italy,
    languages: [.italian, .english],
    accounts: accountPolicy,
    access: access,
    features: [
        .signIn, .messengers, .integrations, .devices(needs: .account),
        .shared, .deadlines, .folders, .people, .subjects, .students, .tutors, .notices, .policies,
        .userAdministration,
        .charges(), .packages, .purchases, .lessonCredits, .lessons, .hours, .tutoringPayments,
        .connect, .tutoringDocuments, .tutoringPlans, .payouts(to: PaidTutor.self), .tutorPayouts,
        .tutoringLedger,
        .userFiles, .threads, .progress,
        .series, .suggestions, .feed, .reviews(.lessonReviews, .packageReviews), .tutoringReviews,
        .tutorSearch,
        .tutoringSignIn, .calendarLinks, .meetings, .channels, .driveLinks,
        .visitors(.tutoring), .builtReports, .analytics, .fraud,
        .templateTexts, .support, .sequences(TutoringSequences.self), .messaging,
        .demo,
    ],
    policies: policies,
    content: .on,
    channels: [.inApp, .email, .push, .sms, .whatsApp, .telegram],
    notices: .tutoring,
    secondNames: secondNames,
    joined: Registration.joined,
    appointed: Registration.appointed,
    registered: Registration.registered,
    calendar: tutoringCalendar,
    payments: .tutoring,
    charges: .tutoring,
    transfers: .tutoring,
    integrations: .tutoring,
    realtime: RealtimePolicy(path: "/ws"),
    demoGuest: "sara.conti@example.com"
)

private let accountPolicy = {
    var policy = AccountPolicy(
        selfRegistrationRole: .student,
        // Students turn themselves into tutors: `POST /api/v1/tutors`.
        uninvited: [.tutor],
        administrators: [.admin]
    )
    policy.tokensEndWithRole = true
    return policy
}()
