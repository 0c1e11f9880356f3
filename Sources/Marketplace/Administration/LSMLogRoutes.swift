import Kernel
import Platform
import Store
import Web

/// The log of staff, with their own notes.
enum LSMLogRoutes {
    static let routes = rows.tagged("Local managers")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path         handler  needs
        Get ("/lsm/logs", list,    .lsmDesk, "List the actions of staff in the regions", details: "Newest first. Local managers see their own regions.")
        Post("/lsm/logs", add,     .lsmDesk, "Add a note about a subject in the regions", details: "Notes are never changed. Moves of staff write entries of their own.").refuses(.notFound)
    }

    /// A selection of entries.
    struct Filter: Query {
        /// Only entries about this kind of subject.
        var subjectKind: LSMLog.SubjectKind?
        /// Only entries about this subject.
        var subjectId: ID<Subject>?
        /// Only entries at this time or later.
        var from: Instant?
        /// Only entries before this time.
        var until: Instant?
    }

    static func list(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<LSMLogView> {
        let conditions: [SQL?] = [
            filter.subjectKind.map { "l.subject_kind = \($0)" },
            filter.subjectId.map { "l.subject_id = \($0)" },
            filter.from.map { "l.at >= \($0)" },
            filter.until.map { "l.at < \($0)" },
        ]
        return try await call.db.read { tx in
            let entries: Page<LSMLog> = try tx.page(
                page,
                """
                SELECT \(LSMLog.columns) FROM lsm_log l
                 WHERE \(LSMLog.visible(to: call.scope)) AND \(SQL.all(conditions.compactMap(\.self)))
                """,
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(LSMLogView.init)
        }
    }

    static func add(_ call: Call, body: NewLSMLog) async throws -> Created<LSMLogView> {
        try await call.db.write { tx in
            let region = try body.subjectKind.region(of: body.subjectId, within: call.scope, tx)
            let id = try LSMLog.write(
                body.subjectKind,
                body.subjectId,
                in: region,
                body.action.rawValue,
                body.note.rawValue,
                by: call.actor,
                tx
            )
            guard let id else { throw Problem(.forbidden) }
            return Created(LSMLogView(try LSMLog.find(id, tx)), at: "/lsm/logs")
        }
    }
}

extension LSMLog: Scoped {
    static let visibility = Visibility(areas: [.region: Area.region.of("l.region_id")])
}

/// A note about a subject in the regions of a local manager.
struct NewLSMLog: Body {
    /// The sort of thing that was acted on.
    var subjectKind: LSMLog.SubjectKind
    /// The identity of the subject; of a customer, that of the account.
    var subjectId: ID<Subject>
    /// The action, in a few words.
    var action: LSMLog.Action
    /// The details.
    var note: LSMLog.Note
}

/// An entry of the log of staff.
struct LSMLogView: View {
    var id: ID<LSMLog>
    /// The region of the subject; absent where it has none.
    var regionId: ID<Region>?
    /// The acting account; for an observation of the server, the observed account.
    var actorId: ID<Account>
    /// The role of the actor at that time; `system` for an observation of the server.
    var actorRole: String
    /// The sort of thing that was acted on.
    var subjectKind: LSMLog.SubjectKind
    /// The identity of the subject.
    var subjectId: ID<Subject>
    /// The step, such as `verify`, or the words that a manager entered for it.
    var action: String
    /// The reason of a move, or the details of a note; empty where there is none.
    var note: String
    /// When it was done.
    var at: Instant

    init(_ entry: LSMLog) {
        id = entry.id
        regionId = entry.region
        actorId = entry.actor
        actorRole = entry.actorRole
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        action = entry.action
        note = entry.note
        at = entry.at
    }
}
