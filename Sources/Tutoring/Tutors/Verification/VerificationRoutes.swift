import Kernel
import Platform
import Store
import Web

/// The papers of tutors, and the decisions of administrators on them.
enum VerificationRoutes {
    static let routes = rows.tagged("Tutors") + adminRows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                           handler needs
        Post("/tutors/me/verification",     send,   .verificationSend, "Send papers to be verified", details: "Papers that wait already are withdrawn; an earlier approval stands until these are approved. Legal and tax data in the body hold from the approval on.").idempotent.upTo(bytes: 32_768).refuses(.tutorSuspended)
    }

    // swift-format-ignore
    @RouteTable private static var adminRows: [Route] {
        //    path                               handler needs
        Get  ("/admin/tutor-verifications",      list,   .verificationDecide, "List the papers of tutors", details: "Newest first, with addresses of the files for five minutes. The reading is audited.")
        Patch("/admin/tutor-verifications/{id}", decide, .verificationDecide, "Decide about a tutor", details: "`approve` and `reject` decide about papers that wait; an approval replaces an older one. `suspend` and `reinstate` stop a tutor for a while: holds are released, requests declined, payouts held, and students may cancel and return everything.").refuses(.illegalTransition, .tutorSuspended, .stale, .preconditionRequired)
    }

    static func send(_ call: Call, body: NewVerification) async throws -> Created<OwnVerificationView> {
        try body.check()
        return try await call.db.write { tx in
            let tutor = try Tutor.own(call, tx)
            try Quota.papersADay.consume(as: call, tx)
            let sent = try Verification.send(body, of: tutor, as: call, tx)
            return Created(OwnVerificationView(sent), at: "/tutors/me", version: sent.version)
        }
    }

    static func list(
        _ call: Call,
        filter: VerificationFilter,
        page: PageRequest
    ) async throws -> Page<VerificationView> {
        try await call.db.write { tx in
            let found: Page<Verification> = try tx.page(
                page,
                "SELECT \(Verification.columns) FROM verification v WHERE \(SQL.all(filter.conditions(tx)))",
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            if !found.data.isEmpty {
                try Audit.record(TutorAction.readPapers, of: Verification.kind, nil, by: call.actor, tx)
            }
            return try found.map { try VerificationView.of($0, for: call, tx) }
        }
    }

    static func decide(
        _ call: Call,
        id: ID<Verification>,
        match: IfMatch,
        body: VerificationDecision
    ) async throws -> Versioned<VerificationView> {
        try await call.db.write { tx in
            let seen = try Verification.find(id, tx)
            try match.check(seen.version)
            let decided = try seen.decided(
                by: body.decision.event,
                because: body.reason.rawValue,
                as: call,
                tx
            )
            let view = try VerificationView.of(decided, for: call, tx)
            return Versioned(view, version: decided.version)
        }
    }
}

extension VerificationFilter {
    fileprivate func conditions(_ tx: borrowing Tx) throws -> [SQL] {
        var conditions: [SQL] = []
        if let state { conditions.append("v.state = \(state)") }
        if let strikes {
            let since = try Strike.begin(tx)
            conditions.append(
                """
                (SELECT COUNT(*) FROM strike k WHERE k.tutor_id = v.tutor_id AND k.at > \(since)) >= \(strikes.value)
                """
            )
        }
        return conditions
    }
}
