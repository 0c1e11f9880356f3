import Kernel
import Platform
import Store
import Web

/// The packages of tutors.
enum PackageRoutes {
    static let routes = rows.tagged("Packages")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                      handler  needs
        Get  ("/packages",              list,    .anyone,         "List packages",
              details: "Those on sale; a tutor finds the own ones in every state, and a student those bought, by `mine`. Open to everybody.")
        Post ("/packages",              create,  .packageManage,  "Create a package",
              details: "A draft, which only its tutor sees.").idempotent
        Get  ("/packages/{id}",         show,    .anyone,         "Get a package")
        Patch("/packages/{id}",         change,  .packageManage,  "Change a package",
              details: "Changed terms make the next version; what was sold keeps its own.").refuses(.stale)
        Post ("/packages/{id}/publish", publish, .packageManage,  "Put a package on sale").refuses(.tutorNotVerified, .illegalTransition, .stale)
        Post ("/packages/{id}/archive", archive, .packageArchive, "Take a package off sale",
              details: "Lessons that were sold live on. Administrators give a reason.").refuses(.illegalTransition, .stale)
    }

    static func list(_ call: Call, filter: PackageFilter, page: PageRequest) async throws -> Page<PackageView>
    {
        try await call.db.read { tx in
            let found = try filter.page(page, for: call, tx)
            var views: [PackageView] = []
            for package in found.data { views.append(try PackageView(package, for: call, tx)) }
            return Page(views, next: found.next, total: found.total)
        }
    }

    static func create(_ call: Call, body: NewPackage) async throws -> Created<PackageView> {
        try await call.db.write { tx in
            let package = try Package.open(body, of: Tutor.own(call, tx), as: call, tx)
            return Created(
                try PackageView(package, for: call, tx),
                at: "/packages/\(package.id)",
                version: package.version
            )
        }
    }

    static func show(_ call: Call, id: ID<Package>) async throws -> Versioned<PackageView> {
        try await call.db.read { tx in
            try versioned(Package.find(id, where: Package.visible(to: call), tx), call, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Package>,
        match: IfMatch?,
        body: PackageChanges
    ) async throws -> Versioned<PackageView> {
        try await call.db.write { tx in
            let old = try Package.find(id, where: Package.isOwn(call), tx)
            try match?.check(old.version)
            let changed = try old.changed(by: body, tx)
            try Audit.record(PackageAction.change, of: Package.kind, id.cast(), by: call.actor, tx)
            return try versioned(changed, call, tx)
        }
    }

    static func publish(_ call: Call, id: ID<Package>, match: IfMatch?) async throws -> Versioned<PackageView>
    {
        try await call.db.write { tx in
            let package = try Package.find(id, where: Package.isOwn(call), tx)
            try match?.check(package.version)
            guard try Tutor.find(package.tutor, tx).isOpenForSale else { throw Problem(.tutorNotVerified) }
            return try versioned(package.advanced(by: .publish, as: call, tx), call, tx)
        }
    }

    static func archive(
        _ call: Call,
        id: ID<Package>,
        match: IfMatch?,
        body: PackageArchiving?
    ) async throws -> Versioned<PackageView> {
        try await call.db.write { tx in
            let isOwn = try call.scope.reach == .all ? "TRUE" : Package.isOwn(call)
            let package = try Package.find(id, where: isOwn, tx)
            try match?.check(package.version)
            let reason = call.scope.reach == .all ? try (body?.reason).demanded(at: "/reason") : nil
            let archived = try package.advanced(by: .archive, as: call, reason: reason?.rawValue, tx)
            if let reason { try PackageNotices.archived(archived, because: reason, tx) }
            return try versioned(archived, call, tx)
        }
    }

    private static func versioned(
        _ package: Package,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<PackageView> {
        Versioned(try PackageView(package, for: call, tx), version: package.version)
    }
}

/// The reason of an administrator who takes a package off sale.
struct PackageArchiving: Body {
    /// The reason; required of administrators, the tutor reads it.
    var reason: Reason?
}

extension Package {
    fileprivate func changed(by changes: PackageChanges, _ tx: borrowing Tx) throws -> Package {
        var next = self
        if let subject = changes.subject {
            _ = try SchoolSubject.demand(subject, at: "/subject", tx)
            next.subject = subject
        }
        if changes.level.isGiven { next.level = changes.level.value }
        next.name = changes.name ?? name
        if changes.description.isGiven { next.description = changes.description.value }
        var terms = PackageTerms(current)
        terms.apply(changes)
        if terms != PackageTerms(current) {
            try terms.check(tx)
            next.current = terms.version(current.n + 1)
        }
        return try next.save(over: self, tx)
    }
}
