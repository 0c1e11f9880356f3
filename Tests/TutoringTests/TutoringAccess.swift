import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct TutoringAccessTests {
    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        let flaws = try await tutoringAccess.flaws(of: rule)
        for flaw in flaws { Issue.record("\(flaw)") }
    }
}

/// Siri and Theo deal with each other: what they have is out of the reach of Sara and Tina.
private let tutoringAccess = AccessSuite(
    tutoring,
    cast: [(.sara, .student), (.tina, .tutor), (.ada, .admin)],
    freshness: freshness,
    examples: examples,
    // The student hands in, and the tutor does the rest.
    divided: ["PATCH /api/v1/homework/{id}"],
    file: .init("pixel.png", "image/png", LearningScene.pixel),
    services: services,
    fill: castForAccess
) {
    AccessObject(Lesson.self, "a hold of Sara's", of: .sara, with: holding) {
        try await $0.hold(of: .own)
    }
    AccessObject(Lesson.self, "a hold of Siri's", of: .siri, with: holding) {
        try await $0.hold(of: .foreign)
    }
    AccessObject(Lesson.self, "of Sara with Tina", of: .sara, .tina, .ada, with: lessons) {
        try await $0.lesson(of: .own)
    }
    AccessObject(Lesson.self, "of Siri with Theo", of: .siri, .theo, with: lessons) {
        try await $0.lesson(of: .foreign)
    }
    AccessObject(LessonDispute.self, "of Siri", of: .siri, .theo, .ada) { try await $0.dispute(of: .foreign) }
    AccessObject(LessonSeries.self, "of Sara with Tina", of: .sara, .tina, .ada) {
        try await $0.series(of: .own)
    }
    AccessObject(LessonSeries.self, "of Siri with Theo", of: .siri, .theo) {
        try await $0.series(of: .foreign)
    }
    AccessObject(Review.self, "Sara's about Tina", of: .sara, .tina, .ada) { try await $0.review(of: .own) }
    AccessObject(Review.self, "Siri's about Theo", of: .siri, .theo) { try await $0.review(of: .foreign) }
    AccessObject(HoursException.self, "Tina's", of: .tina) { try await $0.exception(of: .tina) }
    AccessObject(HoursException.self, "Theo's", of: .theo) { try await $0.exception(of: .theo) }

    AccessObject(Package.self, "Tina's", of: .tina, .ada, with: selling) {
        try await $0.package(by: .tina)
    }
    AccessObject(Package.self, "Theo's", of: .theo, with: selling) { try await $0.package(by: .theo) }
    AccessObject.open(Package.self, to: buying, because: "everyone may buy what is on sale") {
        try await $0.package(by: .tina)
    }
    AccessObject(Purchase.self, "Sara's", of: .sara, .tina, .ada) { try await $0.purchase(of: .own) }
    AccessObject(Purchase.self, "Siri's", of: .siri, .theo) { try await $0.purchase(of: .foreign) }
    AccessObject(PaidThing.self, "Sara's", of: .sara, .tina, .ada) { try await $0.payment(of: .own) }
    AccessObject(PaidThing.self, "Siri's", of: .siri, .theo) { try await $0.payment(of: .foreign) }
    AccessObject(Lot.self, "Sara's", of: .sara, .tina, .ada) { try await $0.lot(of: .own) }
    AccessObject(Lot.self, "Siri's", of: .siri, .theo) { try await $0.lot(of: .foreign) }
    AccessObject(Invoice.self, "Tina's to Sara", of: .sara, .tina, .ada) { try await $0.document(of: .own) }
    AccessObject(Invoice.self, "Theo's to Siri", of: .siri, .theo) { try await $0.document(of: .foreign) }
    AccessObject(TutorPayout.self, "Tina's", of: .tina, .ada) { try await $0.payout(to: .tina) }
    AccessObject(TutorPayout.self, "Theo's", of: .theo) { try await $0.payout(to: .theo) }
    AccessObject.open(LessonPlan.self, because: "everyone may buy a plan that is offered") {
        try await $0.plan()
    }

    AccessObject(UserFile.self, "Sara's", of: .sara) { try await $0.file(of: .sara) }
    AccessObject(UserFile.self, "Tina's", of: .tina) { try await $0.file(of: .tina) }
    AccessObject(UserFile.self, "Siri's", of: .siri) { try await $0.file(of: .siri) }
    AccessObject(FileShare.self, "of Sara with Theo", of: .sara, .theo) {
        try await $0.share(by: .sara, in: AccessPair(student: .sara, tutor: .theo))
    }
    AccessObject(FileShare.self, "of Tina with Sami", of: .tina, .sami) {
        try await $0.share(by: .tina, in: AccessPair(student: .sami, tutor: .tina))
    }
    AccessObject(FileFolder.self, "Sara's", of: .sara) { try await $0.folder(of: .sara) }
    AccessObject(FileFolder.self, "Tina's", of: .tina) { try await $0.folder(of: .tina) }
    AccessObject(FileFolder.self, "Siri's", of: .siri) { try await $0.folder(of: .siri) }
    AccessObject(Thread.self, "of Sara and Tina", of: .sara, .tina, .ada) { try await $0.thread(of: .own) }
    AccessObject(Thread.self, "of Siri and Theo", of: .siri, .theo) { try await $0.thread(of: .foreign) }
    AccessObject(Goal.self, "Sara's", of: .sara, .tina) { try await $0.goal(of: .sara) }
    AccessObject(Goal.self, "Siri's", of: .siri, .theo) { try await $0.goal(of: .siri) }
    AccessObject(Homework.self, "Sara's", of: .sara, .tina) { try await $0.homework(of: .own) }
    AccessObject(Homework.self, "Siri's", of: .siri, .theo) { try await $0.homework(of: .foreign) }
    AccessObject(SupportConversation.self, "Sara's", of: .sara, .ada) { try await $0.question(by: .sara) }
    AccessObject(SupportConversation.self, "Tina's", of: .tina, .ada) { try await $0.question(by: .tina) }

    AccessObject("Platform.CalendarLink", "Sara's", [.sara]) { try await $0.calendar(of: .sara) }
    AccessObject("Platform.CalendarLink", "Tina's", [.tina]) { try await $0.calendar(of: .tina) }

    AccessObject(Account.self, "Sara", of: .sara, .tina, with: learning) { try await $0.id(of: .sara) }
    AccessObject(Account.self, "Siri", of: .siri, .theo, with: learning) { try await $0.id(of: .siri) }
    AccessObject(Account.self, "a new account", of: .ada, with: [.usersManage, .privacyManage]) { world in
        try await world.id(of: world.enrol("somebody\(ID<World>.new(at: world.clock.now))"))
    }
    AccessObject.open(Tutor.self, because: "everyone sees the cards of tutors") {
        try await $0.tutor(of: .tina).description
    }
    AccessObject(Verification.self, "new papers", of: .ada) { try await $0.papers() }
    AccessObject(FraudCase.self, "a suspicion", of: .ada) { try await $0.suspicion() }
    AccessObject("Platform.BuiltReport", "a report", [.ada]) { try await $0.report() }
    AccessObject("Platform.ReportRun", "its run", [.ada]) { try await $0.reportRun() }
    AccessObject("Platform.NoticeSequence", "a sequence", [.ada]) { try await $0.sequence() }
    AccessObject("Platform.ContentItem", "a page", [.ada]) { try await $0.page() }
    AccessObject("Platform.PushDevice", "Sara's", [.sara]) { try await $0.device(of: .sara) }
    AccessObject("Platform.PushDevice", "Tina's", [.tina]) { try await $0.device(of: .tina) }
    AccessObject("Platform.PushDevice", "Ada's", [.ada]) { try await $0.device(of: .ada) }
    AccessObject.ofPlatform(.sara, .tina, .ada)
    AccessObject.ofAdministrationWithoutPrograms(by: .ada)
}

// The permissions of rows.
private let holding: Set<Permission> = [.lessonTake, .purchaseMake]
private let lessons: Set<Permission> = [
    .lessonRead, .lessonCancel, .lessonMove, .lessonGive, .lessonAbsence, .lessonDispute, .reviewWrite,
    .homeworkManage, .noteWrite, .paymentRefund,
]
private let selling: Set<Permission> = [.packageManage, .packageArchive, .ownFigures]
private let buying: Set<Permission> = [.purchaseMake, .reviewWrite]
private let learning: Set<Permission> = [
    .goalManage, .progressRead, .messageUse, .fileUse, .fileRead, .lessonRead,
]

/// With published pages, questions and news, so that their lists have rows.
@Sendable private func castForAccess(_ site: Site) async throws {
    try await castPeople(at: site)
    try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: site)
}

/// Every service that a route asks, so that nothing is refused for want of one.
@Sendable private func services(_ stripe: StripeDouble) throws -> (inout Dependencies) -> Void {
    let (google, messengers) = (try GoogleDouble(), try MessengersDouble())
    return {
        $0.gateways = Gateways([stripe.intents])
        $0.connect = stripe.connect
        $0.signIn = [google.signIn()]
        $0.google = google.services()
        $0.zoom = messengers.zoom()
        $0.messengers = messengers.messengers
    }
}

/// Values that a schema cannot express.
private let examples: [String: JSONValue] = [
    "POST /api/v1/students": [
        "birth_date": "1990-05-01", "time_zone": "Europe/Rome", "country": "IT",
    ],
    "POST /api/v1/tutors": .object(OpenTutorTests.body),
    "POST /api/v1/bookings/hold": [
        "starts_at": "2026-12-09T13:00:00Z", "subject": "mathematics", "minutes": 60,
    ],
    "POST /api/v1/bookings/{id}/cancel": ["reason": "Ill."],
    "POST /api/v1/bookings/{id}/reschedule": ["starts_at": "2026-12-10T13:00:00Z", "reason": "Ill."],
    "POST /api/v1/bookings/series": [
        "subject": "mathematics", "starts_on": "2026-12-14", "time": "12:00", "zone": "Europe/Rome",
        "rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=2",
    ],
    "POST /api/v1/bookings/series/{id}/cancel": ["from": "2026-12-14", "reason": "Ill."],
    "POST /api/v1/bookings/series/{id}/reschedule": [
        "from": "2026-12-14", "shift_days": 1, "time": "13:00", "reason": "Ill.",
    ],
    "GET /api/v1/bookings/analytics": ["from": "2026-11-01", "to": "2026-11-30"],
    "GET /api/v1/packages/{id}/analytics": ["from": "2026-11-01", "to": "2026-11-30"],
    "GET /api/v1/tutors/{id}/availability": ["from": "2026-12-07", "until": "2026-12-09", "minutes": "60"],
    "POST /api/v1/packages": [
        "subject": "mathematics", "name": "Five", "lessons": 5, "minutes": 60, "list_price_minor": 12_000,
        "validity_days": 90,
    ],
    "POST /api/v1/packages/{id}/archive": ["reason": "Sold out."],
    "PATCH /api/v1/packages/{id}": ["name": "Six"],
    "POST /api/v1/matching/tutors": ["subject": "mathematics"],
    "POST /api/v1/payments/intents": ["hold_id": "own"],
    "POST /api/v1/payments/{id}/refund": ["booking_id": "own"],
    "POST /api/v1/purchases/{id}/refund": ["reason": "As they ask."],
    "POST /api/v1/admin/subscription-plans": .object(PlanScene.monthly),
    "POST /api/v1/payouts/account": PayoutScene.account,
    "PUT /api/v1/tutors/me/availability-rules": [
        "rules": [["weekday": 1, "from": "09:00", "until": "18:00"]]
    ],
    "POST /api/v1/tutors/me/availability-exceptions": ["day": "2026-12-28", "kind": "closed"],
    "POST /api/v1/messages/threads": ["student_id": "own"],
    "POST /api/v1/support/conversations/{id}/messages": ["text": "Thank you."],
    "GET /api/v1/files": ["reason": "Disputed"],
    "GET /api/v1/files/{id}": ["reason": "Disputed"],
    "GET /api/v1/files/{id}/download": ["reason": "Disputed"],
    "GET /api/v1/students/{id}/progress": ["reason": "Disputed"],
    "POST /api/v1/students/{id}/goals": ["title": "Ten", "measure": "lessons", "target": 10],
    "PATCH /api/v1/goals/{id}": ["drop": true],
    "PATCH /api/v1/homework/{id}": ["action": "hand_in", "text": "x = 3"],
    "POST /api/v1/bookings/{id}/homework": ["topics": ["derivate"]],
    "GET /api/v1/calendar/google/start": ["return_to": "/settings", "with": "calendar"],
    "POST /api/v1/admin/reports": .object(AccessBodies.report),
    "POST /api/v1/admin/sequences": .object(AccessBodies.sequence),
    "PUT /api/v1/admin/policies/{key}": ["value": 20],
    "PATCH /api/v1/users/me": ["first_name": "Nora"],
    "POST /api/v1/users/me/channels/{channel}": ["phone": "+393471234567"],
    "PATCH /api/v1/reviews/{id}": ["rating": 3],
    "POST /api/v1/admin/cms/faqs": ["texts": italian],
    "PUT /api/v1/admin/cms/faqs/{id}": ["texts": italian],
    "POST /api/v1/admin/cms/news": ["texts": italian],
    "PUT /api/v1/admin/cms/news/{id}": ["texts": italian],
    "POST /api/v1/admin/cms/pages": ["texts": italian],
    "PUT /api/v1/admin/cms/pages/{id}": ["texts": italian],
]

private let italian: JSONValue = ["it": ["title": "Titolo", "body": "Testo"]]

/// All operations that ask for a fresh login.
private let freshness = Freshness(
    always: Freshness.ofPlatform(under: "/api/v1").union([
        "POST /api/v1/auth/mfa/enroll", "POST /api/v1/auth/mfa/recovery", "DELETE /api/v1/auth/mfa",
        "PUT /api/v1/admin/policies/{key}",
        "PATCH /api/v1/admin/users/{id}/role", "PATCH /api/v1/admin/users/{id}/activate",
        "PATCH /api/v1/admin/users/{id}/deactivate",
        "POST /api/v1/payouts/account", "POST /api/v1/admin/payouts/run",
        "POST /api/v1/admin/payouts/{id}/reverse",
        "PATCH /api/v1/admin/fraud/reviews/{id}",
    ])
    // The product's own way to it, which the page leaves open to every session.
    .subtracting(["GET /api/v1/calendar/feed"]),
    inPart: ["DELETE /api/v1/users/me/account"],
    // Administrators; the student and the tutor act on their own money.
    ofSome: ["POST /api/v1/purchases/{id}/refund", "POST /api/v1/payments/{id}/refund"],
    delicate: [
        .usersManage, .privacyManage, .policyManage, .payoutRun, .payoutAccount, .fraudReview,
    ],
    plain: [
        // Less than there was before.
        "DELETE /api/v1/admin/invitations/{id}", "DELETE /api/v1/admin/service-tokens/{id}",
        // Nobody's account changes.
        "POST /api/v1/admin/users/{id}/legal-holds", "POST /api/v1/admin/legal-holds/{id}/lift",
    ]
)
