import Kernel
import Platform
import Store
import Web

/// The progress of students.
enum ProgressRoutes {
    static let routes = (rows + GoalRoutes.rows + LessonNoteRoutes.rows + HomeworkRoutes.rows).tagged(
        "Progress"
    )

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                      handler  needs
        Get("/students/me/progress",   own,    .progressRead, "Get the caller's progress", details: "For students; others have none, and get 404.").refuses(.notFound)
        Get("/students/{id}/progress", show,   .progressRead, "Get the progress of a student", details: "For a tutor whose student it is: the lessons, homework and notes with this tutor, and all topics and goals. Administrators give a `reason`, which the student reads.")
    }

    static func own(_ call: Call) async throws -> ProgressView {
        let me = try call.account
        return try await call.db.read { tx in
            guard call.scope.reach == .own else { throw Problem(.notFound) }
            return try ProgressView.of(me, for: call, tx)
        }
    }

    static func show(
        _ call: Call,
        id: ID<Account>,
        query: InspectionQuery
    ) async throws -> ProgressView {
        guard call.isInspector else {
            return try await call.db.read { tx in
                try LearnerReach.demand(id, for: call, tx)
                return try ProgressView.of(id, for: call, tx)
            }
        }
        let reason = try query.reason.demanded(at: "query/reason")
        return try await call.db.write { tx in
            try LearnerReach.demand(id, for: call, tx)
            try Audit.record(
                ProgressAction.read,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                details: ["reason": .string(reason.rawValue)],
                tx
            )
            try ProgressNotices.inspected(id, reason, tx)
            return try ProgressView.of(id, for: call, tx)
        }
    }
}

/// An administrator's reading of a student's progress.
enum ProgressAction: String, AuditAction {
    case read = "progress.read"
}
