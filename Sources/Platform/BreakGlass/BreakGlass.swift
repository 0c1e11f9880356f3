import Kernel
import Store
import Web

/// Access of administrators to data about a person in an emergency: requested by one,
/// approved by another, limited to minutes, logged, disclosed to the person and reviewed.
enum BreakGlass {
    static func routes(_ rules: BreakGlassRules) -> [Route] {
        rows(BreakGlassReading(logMetadata: rules.logMetadata)).tagged("Break-glass")
            + [AccessLog(sources: AccessLogSource.ofAccounts + rules.sources).route].tagged("Privacy")
    }

    // swift-format-ignore
    @RouteTable private static func rows(_ reading: BreakGlassReading) -> [Route] {
        //     path                               handler  needs
        Post ("/admin/break-glass",               request, .breakGlass, "Request access to data about a person", details: "Another administrator approves it within 24 hours. While an earlier access of the caller waits for its review, the caller cannot request another.").idempotent.afresh.forPeople.upTo(bytes: 8_192).refuses(.reviewPending)
        Get  ("/admin/break-glass",               list,    .breakGlass, "List the accesses to data about people", details: "Newest first.")
        Post ("/admin/break-glass/{id}/approve",  approve, .breakGlass, "Approve an access", details: "It begins at once. Nobody approves their own request, nor one of a person whose earlier access waits for its review.").afresh.forPeople.refuses(.ownRequest, .reviewPending, .illegalTransition)
        Post ("/admin/break-glass/{id}/end",      end,     .breakGlass, "End an access", details: "Open to its requester and its approver. The person concerned is notified.").forPeople.refuses(.illegalTransition)
        Get  ("/admin/break-glass/{id}/records",  reading.records, .breakGlass, "Read with an access", details: "Open to its requester while the access is active; each read is logged. `data` and `page` come with the scope `log_metadata`, all other members with `account`.").forPeople.refuses(.breakGlassNotActive)
        Post ("/admin/break-glass/{id}/review",   review,  .breakGlass, "Review an access", details: "Open to an administrator who did not request it, once the access has ended.").forPeople.upTo(bytes: 8_192).refuses(.ownRequest, .illegalTransition)
    }

    static func request(_ call: Call, body: NewBreakGlass) async throws -> Created<BreakGlassView> {
        let me = try call.account
        return try await call.db.write { tx in
            try body.check(by: me, tx)
            guard try !BreakGlassGrant.awaitsReview(of: me, tx) else { throw Problem(.reviewPending) }
            let grant = try BreakGlassGrant.insert(body, by: me, tx)
            try Audit.record(
                BreakGlassAction.request,
                of: BreakGlassGrant.kind,
                grant.id.cast(),
                by: call.actor,
                details: ["subject": .string(grant.subject.description)],
                tx
            )
            try grant.notifyApprovers(at: call.site, tx)
            try tx.enqueue(
                SettleBreakGlass(grant: grant.id),
                at: grant.requestedAt + BreakGlassGrant.approvalTime
            )
            return Created(BreakGlassView(grant, at: tx.now), at: "/admin/break-glass/\(grant.id)")
        }
    }

    static func list(
        _ call: Call,
        filter: BreakGlassFilter,
        page: PageRequest
    ) async throws -> Page<BreakGlassView> {
        try await call.db.read { tx in
            try BreakGlassGrant.list(page, where: filter.conditions(at: tx.now), tx)
                .map { BreakGlassView($0, at: tx.now) }
        }
    }

    static func approve(_ call: Call, id: ID<BreakGlassGrant>) async throws -> BreakGlassView {
        let me = try call.account
        return try await call.db.write { tx in
            let grant = try BreakGlassGrant.find(id, tx)
            guard grant.requester != me else { throw Problem(.ownRequest) }
            let present = try grant.settled(by: call, tx)
            // Requests made beforehand wait for the review too.
            guard try !BreakGlassGrant.awaitsReview(of: grant.requester, tx) else {
                throw Problem(.reviewPending)
            }
            let active = try present.transitioned(by: .approve, as: call, tx).approved(by: me, tx)
            try active.notifyRequester(tx)
            if let end = active.endsAt { try tx.enqueue(SettleBreakGlass(grant: id), at: end) }
            return BreakGlassView(active, at: tx.now)
        }
    }

    static func end(_ call: Call, id: ID<BreakGlassGrant>) async throws -> BreakGlassView {
        let me = try call.account
        return try await call.db.write { tx in
            let grant = try BreakGlassGrant.find(id, tx)
            guard me == grant.requester || me == grant.approver else { throw Problem(.notFound) }
            let ended = try grant.settled(by: call, tx).transitioned(by: .end, as: call, tx)
            return BreakGlassView(ended, at: tx.now)
        }
    }

    static func review(
        _ call: Call,
        id: ID<BreakGlassGrant>,
        body: BreakGlassReview
    ) async throws -> BreakGlassView {
        let me = try call.account
        return try await call.db.write { tx in
            let grant = try BreakGlassGrant.find(id, tx)
            guard grant.requester != me else { throw Problem(.ownRequest) }
            let reviewed = try grant.settled(by: call, tx).transitioned(by: .review, as: call, tx)
            return BreakGlassView(try reviewed.judged(body, by: me, tx), at: tx.now)
        }
    }
}

enum BreakGlassAction: String, AuditAction {
    case read = "break_glass.read"
    case request = "break_glass.request"
}
