import Kernel
import Platform
import Store
import Web

/// The regions that the platform serves.
enum RegionRoutes {
    static let routes = rows.tagged("Regions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                            handler   needs
        Get ("/regions",                     list,     .regionRead,   "List the regions", details: "By name. Only administrators see inactive ones.")
        Post("/regions",                     add,      .regionManage, "Add a region").afresh.refuses(.nameTaken)
        Put ("/regions/{id}",                change,   .regionManage, "Change a region", details: "Jobs and providers keep their region when regions change.").afresh.refuses(.nameTaken, .stale)
        Put ("/admin/users/{id}/regions",    assign,   .roleManage,   "Assign regions to a local manager", details: "The list replaces the previous one.").afresh.refuses(.stale)
    }

    static func list(_ call: Call) async throws -> Listing<RegionView> {
        let hidden: SQL = call.scope(of: .regionManage).reach == .all ? "TRUE" : "r.is_active"
        return try await call.db.read { tx in
            let regions: [Region] = try tx.all(
                "SELECT \(Region.columns) FROM region r WHERE \(hidden) ORDER BY r.name_key"
            )
            return Listing(regions.map(RegionView.init))
        }
    }

    static func add(_ call: Call, body: NewRegion) async throws -> Created<RegionView> {
        try await call.db.write { tx in
            let region = try Region.add(body, tx)
            try record(.add, region.id, because: body.reason, call, tx)
            return Created(RegionView(region), at: "/regions", version: region.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Region>,
        match: IfMatch?,
        body: RegionChanges
    ) async throws -> Versioned<RegionView> {
        try await call.db.write { tx in
            let region = try Region.find(id, tx)
            try match?.check(region.version)
            let changed = try region.changed(by: body).save(tx)
            try record(.change, id, because: body.reason, call, tx)
            return Versioned(RegionView(changed), version: changed.version)
        }
    }

    static func assign(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: RegionAssignment
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try Users.find(id, for: call, tx)
            try match?.check(user.version)
            guard user.account.role == .lsm else {
                throw Problem(.invalid, faults: [.init("path/id", .notALocalManager)])
            }
            try RegionManagers.assign(body.regions, to: id, tx)
            let details: JSONValue = [
                "reason": .string(body.reason.rawValue),
                "regions": .array(body.regions.map { .string($0.description) }),
            ]
            try Audit.record(
                RegionAction.assign,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                details: details,
                tx
            )
            try MarketNotice.notify(.regionsAssigned, [id], ["reason": body.reason.rawValue], tx)
            return try Users.versioned(
                User(account: user.account, profile: user.profile.save(tx)),
                for: call,
                tx
            )
        }
    }

    private static func record(
        _ action: RegionAction,
        _ region: ID<Region>,
        because reason: Reason,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        let details: JSONValue = ["reason": .string(reason.rawValue)]
        try Audit.record(action, of: Region.kind, region.cast(), by: call.actor, details: details, tx)
    }
}

extension Region {
    fileprivate func changed(by changes: RegionChanges) -> Region {
        var next = self
        next.name = changes.name ?? name
        next.centre = changes.centre ?? centre
        next.radius = changes.radiusM ?? radius
        next.zone = changes.zone ?? zone
        next.isActive = changes.active ?? isActive
        return next
    }
}

enum RegionAction: String, AuditAction {
    case add = "marketplace.region.found"
    case assign = "marketplace.region.assign"
    case change = "marketplace.region.change"
}
