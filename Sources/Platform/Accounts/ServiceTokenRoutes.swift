import Kernel
import Store
import Web

/// The administration of service tokens.
enum ServiceTokenRoutes {
    static var routes: [Route] {
        [
            // Not idempotent: the kept answer would hold the secret.
            Post(
                "/admin/service-tokens",
                create,
                .usersManage,
                "Create a service token",
                details: """
                    The answer contains the token itself, which is never shown again. A token is valid for at most 365 \
                    days and has one of the product's roles for programs.
                    """
            )
            .limited(Accounts.limit).afresh.forPeople,
            Get("/admin/service-tokens", list, .usersManage, "List the service tokens"),
            Delete("/admin/service-tokens/{id}", revoke, .usersManage, "Revoke a service token")
                .forPeople,
        ]
    }

    static func create(
        _ call: Call,
        body: NewServiceToken
    ) async throws -> WithHeaders<Created<NewServiceTokenView>> {
        let (token, secret, people) = try await call.db.write { tx in
            try Quota.openServiceTokens.consume(as: call, tx)
            let (token, secret) = try ServiceToken.create(
                name: body.name.rawValue,
                role: Role(body.role),
                expiresAt: body.expiresAt,
                by: call.actor,
                at: call.site,
                tx
            )
            return (token, secret, try call.names(of: [token.createdBy], tx))
        }
        let until = call.site.product.zone.civil(token.expiresAt).date
        let view = NewServiceTokenView(
            token: secret,
            serviceToken: ServiceTokenView(token, naming: people),
            message: said(until).text(in: call.languages)
        )
        let path = "/admin/service-tokens/\(token.id)"
        return WithHeaders(Created(view, at: path), [("Cache-Control", "no-store")])
    }

    static func list(_ call: Call) async throws -> Listing<ServiceTokenView> {
        try await call.db.read { tx in
            let tokens = try ServiceToken.list(tx)
            let people = try call.names(of: tokens.map(\.createdBy), tx)
            return Listing(tokens.map { ServiceTokenView($0, naming: people) })
        }
    }

    static func revoke(_ call: Call, id: ID<ServiceToken>) async throws -> NoContent {
        try await call.db.write { tx in try ServiceToken.revoke(id, by: call.actor, at: call.site, tx) }
        return NoContent()
    }

    private static func said(_ day: CivilDate) -> LocalizedText {
        [
            "en": "The token expires on \(day). Create its replacement before then.",
            "it": "Il token scade il \(day). Crearne prima uno nuovo.",
            "ar": "تنتهي صلاحية الرمز في \(day). أنشئ بديله قبل ذلك.",
            "ku": "تۆکنەکە لە \(day) بەسەردەچێت. پێش ئەوە دانەیەکی نوێ دروست بکە.",
        ]
    }
}

/// A token for a program.
struct NewServiceToken: Body {
    /// A label that tells administrators the tokens apart.
    var name: Line<1, 100>
    /// One of the product's roles for programs.
    var role: String
    /// Within the next 365 days; 365 days from now when absent.
    var expiresAt: Instant?
}

/// A service token just created, with its secret.
struct NewServiceTokenView: View {
    /// The secret to send as `Authorization: Bearer`; shown this once.
    var token: String
    var serviceToken: ServiceTokenView
    /// The day on which the token expires, as a sentence in the language of the request.
    var message: String
}

/// A service token, without its secret.
struct ServiceTokenView: View {
    var id: ID<ServiceToken>
    /// The label that its creator gave it.
    var name: String
    /// The role in which it acts.
    var role: String
    /// The administrator who created it.
    var createdBy: ID<Account>?
    /// First and last name of the administrator who created it.
    var createdByName: String?
    /// Whether its creator can still log in; the token works either way until it expires or is revoked.
    var makerActive: Bool
    /// The time of issue, from which the token works.
    var createdAt: Instant
    /// When it stops working.
    var expiresAt: Instant
    /// The last use, to the hour; absent when it has not been used.
    var lastUsedAt: Instant?

    init(_ token: ServiceToken, naming people: KnownPeople) {
        id = token.id
        name = token.name
        role = token.role.name
        createdBy = token.createdBy
        createdByName = people.name(of: token.createdBy)
        createdAt = token.createdAt
        makerActive = token.isMakerActive
        expiresAt = token.expiresAt
        lastUsedAt = token.lastUsedAt
    }
}
