import Kernel
import Platform
import Store
import Web

/// The reviews of proposed services by local managers, who name the version that they have seen.
enum ServiceReviews {
    static let routes = rows.tagged("Local managers")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                               handler   needs
        Get("/lsm/services/pending",            waiting,  .serviceReview, "List the waiting services of the caller's regions", details: "New services and changes of approved ones, the longest waiting first.")
        Put("/lsm/services/{id}/approve",       approve,  .serviceReview, "Approve a service", details: "Also approves the waiting change of an approved one. The reviewer names the version that they have seen, in `version` or `If-Match`.").refuses(.illegalTransition, .nameTaken, .interested, .stale, .preconditionRequired)
        Put("/lsm/services/{id}/reject",        reject,   .serviceReview, "Reject a service", details: "Also rejects the waiting change of an approved one, whose text then stays as it is. The reviewer names the version that they have seen, in `version` or `If-Match`.").refuses(.illegalTransition, .interested, .stale, .preconditionRequired)
        Get("/services/pending",                waiting,  .serviceReview, "List the waiting services", details: "The same as `GET /lsm/services/pending`.")
    }

    static func waiting(_ call: Call, page: PageRequest) async throws -> Page<ServiceView> {
        try await call.db.read { tx in
            try ServiceRoutes.page(
                ["s.waiting_since IS NOT NULL", Service.visible(to: call.scope)],
                page,
                order: SortOrder(.ascending("waiting_since", \.waitingSince), .ascending("id", \.id)),
                for: call,
                tx
            )
        }
    }

    static func approve(
        _ call: Call,
        id: ID<Service>,
        match: IfMatch?,
        body: ServiceApproval?
    ) async throws -> Versioned<ServiceView> {
        try await deciding(id, VersionSeen(match: match, version: body?.version), call) { service, tx in
            try service.approved(as: call, tx)
        }
    }

    static func reject(
        _ call: Call,
        id: ID<Service>,
        match: IfMatch?,
        body: ServiceRejection
    ) async throws -> Versioned<ServiceView> {
        try await deciding(id, VersionSeen(match: match, version: body.version), call) { service, tx in
            try service.rejected(because: body.reason, as: call, tx)
        }
    }

    private static func deciding(
        _ id: ID<Service>,
        _ seen: VersionSeen,
        _ call: Call,
        _ decide: @escaping @Sendable (Service, borrowing Tx) throws -> Service
    ) async throws -> Versioned<ServiceView> {
        try await call.db.write { tx in
            let service = try Service.find(id, within: call.scope, tx)
            try seen.check(service.version)
            if let creator = service.creator { try Provider.find(creator, tx).demandStranger(call) }
            return try ServiceView.versioned(decide(service, tx), for: call, tx)
        }
    }
}
