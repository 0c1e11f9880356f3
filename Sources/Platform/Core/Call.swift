import Kernel
import Logging
import Store
import Web

package typealias Route = Web.Route<Call>
package typealias RouteTable = Web.RouteTable<Call>

/// An admitted request to a site, with everything that a handler needs.
package struct Call: CallContext {
    package let site: Site
    package let actor: Actor
    /// The caller's scope with the route's permission.
    package let scope: Scope
    package let requestID: String
    package let address: String
    package let userAgent: String?
    package let languages: [Language]

    package var log: Logger { site.log.naming(requestID) }
    package var db: Database { site.db }
    package var now: Instant { site.now() }
    package var telephones: DialPlan? { site.product.telephones }

    /// The identity for rate limits; a program has its own, apart from others at its address.
    package var subject: String? {
        actor.account?.description
            ?? (actor.kind == .service ? actor.session.map { "service:\($0)" } : nil)
    }

    package var origin: Origin? { actor.origin }

    /// The caller's account; refused with 401 when there is none.
    package var account: ID<Account> {
        get throws {
            guard let account = actor.account else { throw Problem(.unauthenticated) }
            return account
        }
    }

    /// The caller's scope with another permission than the route's.
    package func scope(of permission: Permission) -> Scope {
        site.scope(of: actor, permission)
    }

    /// The same; refused as a route with the permission is, when the caller does not hold it.
    package func scope(demanding permission: Permission) throws -> Scope {
        try site.scope(of: actor, demanding: permission)
    }
}
