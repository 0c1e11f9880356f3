import Kernel
import Store
import Web

/// The tokens of programs, managed by administrators.
enum ServiceTokenRoutes {
    static func routes(under root: String) -> [Route] {
        [
            // Not idempotent: the kept answer would hold the secret.
            Post(
                "\(root)/admin/service-tokens",
                create,
                .usersManage,
                "Make a token for a program; shown this once"
            )
            .limited(Accounts.limit).refuses(.stepUpRequired),
            Get("\(root)/admin/service-tokens", list, .usersManage, "The tokens of programs"),
            Delete("\(root)/admin/service-tokens/{id}", revoke, .usersManage, "Revoke a token of a program"),
        ]
    }

    static func create(
        _ call: Call,
        body: NewServiceToken
    ) async throws -> WithHeaders<Created<NewServiceTokenView>> {
        try demandPerson(call)
        let (token, secret) = try await call.db.write { tx in
            try StepUp.require(call, tx)
            return try ServiceToken.create(
                name: body.name.rawValue,
                role: Role(body.role),
                expiresAt: body.expiresAt,
                by: call.actor,
                at: call.site,
                tx
            )
        }
        let view = NewServiceTokenView(token: secret, serviceToken: ServiceTokenView(token))
        let path = "\(call.site.product.root)/admin/service-tokens/\(token.id)"
        return WithHeaders(Created(view, at: path), [("Cache-Control", "no-store")])
    }

    static func list(_ call: Call) async throws -> Listing<ServiceTokenView> {
        let tokens = try await call.db.read { tx in try ServiceToken.list(tx) }
        return Listing(tokens.map(ServiceTokenView.init))
    }

    static func revoke(_ call: Call, id: ID<ServiceToken>) async throws -> NoContent {
        try demandPerson(call)
        try await call.db.write { tx in try ServiceToken.revoke(id, by: call.actor, at: call.site, tx) }
        return NoContent()
    }

    /// A program that could make tokens could outlive the revocation of its own.
    private static func demandPerson(_ call: Call) throws {
        guard call.actor.kind == .person else { throw Problem(.forbidden) }
    }
}

struct NewServiceToken: Body {
    var name: Line<1, 100>
    var role: String
    var expiresAt: Instant?
}

struct NewServiceTokenView: View {
    var token: String
    var serviceToken: ServiceTokenView
}

struct ServiceTokenView: View {
    var id: ID<ServiceToken>
    var name: String
    var role: String
    var createdBy: ID<Account>?
    var createdAt: Instant
    var expiresAt: Instant?

    init(_ token: ServiceToken) {
        id = token.id
        name = token.name
        role = token.role.name
        createdBy = token.createdBy
        createdAt = token.createdAt
        expiresAt = token.expiresAt
    }
}
