import Kernel
import Platform
import Store
import Web

/// Tutors: their own profile and terms, and the page that everybody sees.
enum TutorRoutes {
    static let routes = rows.tagged("Tutors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                  handler   needs
        Post ("/tutors",             open,     .tutorOpen, "Become a tutor", details: "Turns the account of a student without purchase, booking or message into a tutor's. Access tokens end; a refresh brings one with the new role.").idempotent.refuses(.alreadyThere, .openBusiness).upTo(bytes: 16_384)
        Get  ("/tutors/me",          show,     .tutorEdit, "Get the caller's tutor profile")
        Patch("/tutors/me",          change,   .tutorEdit, "Change the caller's tutor profile", details: "Absent members stay as they are, and null clears; lists are replaced as a whole. Legal and tax data change with new papers. Sold and booked lessons keep their terms.").refuses(.stale).upTo(bytes: 65_536)
        Get  ("/tutors/me/students", students, .assignedStudents, "List the caller's students", details: "Students with an unrefunded purchase from the caller, or taught in the last 180 days; by name.")
        Get  ("/tutors/{id}",        page,     .anyone,    "Get a tutor", details: "A verified tutor with the packages on sale.")
    }

    static func open(_ call: Call, body: NewTutor) async throws -> Created<TutorView> {
        let me = try call.account
        return try await call.db.write { tx in
            let tutor = try Tutor.open(body, of: Account.find(me, tx), as: call, tx)
            let view = try TutorView.versioned(tutor, call, tx).value
            return Created(view, at: "/tutors/me", version: tutor.version)
        }
    }

    static func show(_ call: Call) async throws -> Versioned<TutorView> {
        try await call.db.read { tx in try TutorView.versioned(Tutor.own(call, tx), call, tx) }
    }

    static func change(_ call: Call, match: IfMatch?, body: TutorChanges) async throws -> Versioned<TutorView>
    {
        try await call.db.write { tx in
            let tutor = try Tutor.own(call, tx)
            try match?.check(tutor.version)
            return try TutorView.versioned(tutor.changed(by: body, as: call, tx), call, tx)
        }
    }

    static func students(_ call: Call, page: PageRequest) async throws -> Page<AssignedStudentView> {
        try await call.db.read { tx in try AssignedStudentView.page(page, of: Tutor.own(call, tx), tx) }
    }

    static func page(_ call: Call, id: ID<Tutor>) async throws -> TutorPage {
        try await call.db.read { tx in
            let tutor = try Tutor.find(id, tx)
            let isOwn = tutor.account == call.actor.account
            guard tutor.isVerified || isOwn || call.actor.role == .admin else { throw Problem(.notFound) }
            return TutorPage(
                card: try TutorCard.of(id, for: call, tx),
                bio: tutor.bio.map { Masking.shown($0.rawValue) },
                timeZone: tutor.zone,
                packages: try PackageView.published(of: id, for: call, tx)
            )
        }
    }
}

/// A tutor with the packages on sale.
struct TutorPage: View {
    /// The public profile with subjects, price and rating, as a search shows it.
    var card: TutorCard
    /// A description of the tutor and the lessons; absent until it is written.
    var bio: String?
    /// The zone of the opening hours.
    var timeZone: Zone
    /// The packages on sale, the cheapest first.
    var packages: [PackageView]
}
