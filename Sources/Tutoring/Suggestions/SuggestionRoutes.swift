import Kernel
import Platform
import Store
import Web

/// Times that suit both sides, and the figures of lessons.
enum SuggestionRoutes {
    static let routes = rows.tagged("Bookings")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                    handler  needs
        Get("/bookings/suggestions", suggest, .lessonTake, "Suggest times with a tutor",
            details: "At most ten free starts of the next 14 days at which the caller has neither a lesson nor, in a linked calendar, anything else. The score weighs the caller's usual weekday and hour, the distance to other lessons of the tutor, and how soon it is.")
        Get("/bookings/analytics",   figures, .ownFigures, "Get the figures of lessons",
            details: "A tutor's own; all of the site for administrators. The days are those of the tutor's zone, or the site's.")
    }

    static func suggest(_ call: Call, query: SuggestionQuery) async throws -> Listing<SuggestionView> {
        let me = try call.account
        return try await call.db.read { tx in
            let tutor = try Tutor.find(named: query.tutorId, at: "query/tutor_id", tx)
            let length = query.minutes ?? .hour
            return Listing(
                try Suggestions(student: me, tutor: tutor, minutes: length.value, call: call).best(tx)
            )
        }
    }

    static func figures(_ call: Call, span: FigureSpan) async throws -> LessonFigures {
        try await call.db.read { tx in
            let tutor = try call.scope.reach == .all ? nil : Tutor.own(call, tx)
            let period = try span.period(in: tutor?.zone ?? call.site.product.zone)
            return try LessonTally(tutor: tutor, period: period).figures(tx)
        }
    }
}

/// The lesson for which times are suggested.
struct SuggestionQuery: Query {
    /// The teacher whose free starts are compared with the caller's lessons and calendars.
    var tutorId: ID<Tutor>
    /// The length in minutes; 60 when absent.
    var minutes: LessonMinutes?
}

/// A time that suits both sides.
struct SuggestionView: View, Hashable {
    /// A free moment of the next 14 days at which the lesson can begin.
    var startsAt: Instant
    /// From 0 to 1000.
    var score: Int
    /// The parts of the score.
    var parts: [ScorePart]
}
