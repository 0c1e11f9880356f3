import Kernel
import Store
import Web

/// The tokens of programs, managed by administrators.
enum ServiceTokenRoutes {
    static var routes: [Route] {
        [
            // Not idempotent: the kept answer would hold the secret.
            Post(
                "/admin/service-tokens",
                create,
                .usersManage,
                "Make a token for a program, for a year at most; shown this once"
            )
            .limited(Accounts.limit).afresh.forPeople,
            Get("/admin/service-tokens", list, .usersManage, "The tokens of programs"),
            Delete("/admin/service-tokens/{id}", revoke, .usersManage, "Revoke a token of a program")
                .forPeople,
        ]
    }

    static func create(
        _ call: Call,
        body: NewServiceToken
    ) async throws -> WithHeaders<Created<NewServiceTokenView>> {
        let (token, secret) = try await call.db.write { tx in
            try Quota.openServiceTokens.consume(as: call, tx)
            return try ServiceToken.create(
                name: body.name.rawValue,
                role: Role(body.role),
                expiresAt: body.expiresAt,
                by: call.actor,
                at: call.site,
                tx
            )
        }
        let until = call.site.product.zone.civil(token.expiresAt).date
        let view = NewServiceTokenView(
            token: secret,
            serviceToken: ServiceTokenView(token),
            message: said(until).text(in: call.languages)
        )
        let path = "/admin/service-tokens/\(token.id)"
        return WithHeaders(Created(view, at: path), [("Cache-Control", "no-store")])
    }

    static func list(_ call: Call) async throws -> Listing<ServiceTokenView> {
        let tokens = try await call.db.read { tx in try ServiceToken.list(tx) }
        return Listing(tokens.map(ServiceTokenView.init))
    }

    static func revoke(_ call: Call, id: ID<ServiceToken>) async throws -> NoContent {
        try await call.db.write { tx in try ServiceToken.revoke(id, by: call.actor, at: call.site, tx) }
        return NoContent()
    }

    private static func said(_ day: CivilDate) -> LocalizedText {
        [
            "en": "The token ends on \(day); make the next one before that.",
            "it": "Il token termina il \(day); creare prima il successivo.",
            "ar": "ينتهي الرمز في \(day)؛ أنشئ التالي قبل ذلك.",
            "ku": "تۆکنەکە لە \(day) کۆتایی دێت؛ پێش ئەوە دانەیەکی نوێ دروست بکە.",
        ]
    }
}

struct NewServiceToken: Body {
    var name: Line<1, 100>
    /// One of those made for programs.
    var role: String
    /// In a year at the latest, which is also what it is without one.
    var expiresAt: Instant?
}

struct NewServiceTokenView: View {
    var token: String
    var serviceToken: ServiceTokenView
    var message: String
}

struct ServiceTokenView: View {
    var id: ID<ServiceToken>
    var name: String
    var role: String
    var createdBy: ID<Account>?
    /// Whether whoever made it can still log in; the token goes on without them until it ends or is revoked.
    var makerActive: Bool
    var createdAt: Instant
    var expiresAt: Instant
    /// To the hour.
    var lastUsedAt: Instant?

    init(_ token: ServiceToken) {
        id = token.id
        name = token.name
        role = token.role.name
        createdBy = token.createdBy
        createdAt = token.createdAt
        makerActive = token.isMakerActive
        expiresAt = token.expiresAt
        lastUsedAt = token.lastUsedAt
    }
}
