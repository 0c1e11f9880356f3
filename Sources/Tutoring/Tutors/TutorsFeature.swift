import Kernel
import Platform
import Store

extension Feature {
    static let tutors = Feature(
        routes: TutorRoutes.routes + VerificationRoutes.routes,
        migrations: [Tutor.migration],
        lifecycles: [Verification.lifecycle.table(named: Verification.kind)],
        deadlines: [VerificationClock.handler],
        jobs: [DropPapers.self],
        schedules: [Every("tutoring.papers", .hours(6), DropPapers())],
        problems: [.tutorSuspended],
        quotas: [.papersADay],
        bounds: [
            Bound("POST /tutors", because: "one tutor for each account"),
            Bound("PATCH /tutors/me", because: "changes the caller's own rows, 200 at most"),
            Bound("POST /tutors/me/verification", .papersADay),
            Bound("PATCH /admin/tutor-verifications/{id}", because: "is done by administrators"),
        ],
        personalData: [Strike.personalData, Verification.personalData, Tutor.personalData],
        searched: [Tutor.searched],
        personSealed: [Tutor.address, Tutor.taxCode, Verification.changes],
        audit: TutorAction.self,
        erasing: { account, _, _, tx in try Verification.dropPapers(of: account.id, tx) }
    )
}

extension Quota {
    static let papersADay = Quota(
        "tutoring.papers_a_day",
        .verificationSend,
        of: [.tutor],
        most: 10,
        .window(.hours(24)),
        counting: .uses,
        counted: ["it": "invii di documenti in 24 ore", "en": "deliveries of papers in 24 hours"],
        frees: [
            "it": "Se ne possono inviare altri 24 ore dopo il primo.",
            "en": "More can be sent 24 hours after the oldest of them.",
        ],
        because: "An administrator reads each of them."
    )
}
