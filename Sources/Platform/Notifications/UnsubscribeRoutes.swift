import Crypto
import Kernel
import Store
import Web

/// The unsubscribe link of an e-mail, which needs no login (RFC 8058).
///
/// A GET changes nothing, because mail scanners open every link; a POST does.
enum UnsubscribeRoutes {
    static var routes: [Route] {
        let path = "/notifications/unsubscribe/{token}"
        return [
            Get(
                path,
                ask,
                .anyone,
                "Show the unsubscribe page",
                details: "The link of an e-mail leads here. Opening it changes nothing."
            )
            .limited(limit).forBrowsers.describing("token", tokenWords),
            Post(
                path,
                unsubscribe,
                .anyone,
                "Unsubscribe from a message category",
                details: "One-click unsubscription of RFC 8058. "
                    + "The token names the account and the category. "
                    + "Browsers get a page; mail programs get an empty answer."
            )
            .limited(limit).upTo(bytes: 8_192).forBrowsers.describing("token", tokenWords),
        ]
    }

    private static let tokenWords = "The secret in the link of an e-mail; it is bound to one recipient."

    private static let limit = RateLimit("unsubscribe", 60, per: .minutes(1))

    static func ask(_ call: Call, token: Text<1, 200>, query: OpenQuery) async throws -> LinkPage {
        let (_, account) = try await reader(of: token, call)
        let turn = turn(call, account, query)
        return turn.page(
            PageText.stopMails,
            [turn.text(PageText.stopHow), turn.form(LinkPageForm(button: PageText.stop))]
        )
    }

    /// Mail programs want no page (RFC 8058); people get one.
    static func unsubscribe(
        _ call: Call,
        token: Text<1, 200>,
        query: OpenQuery,
        facts: RequestFacts
    ) async throws -> Unsubscribed {
        let (token, account) = try await reader(of: token, call)
        try await call.db.write { tx in
            let choice = NoticePreferences.Choice(category: token.category, channel: .email)
            try NoticePreferences.choose(false, choice, for: account.id, tx)
        }
        guard facts.incoming.prefersHTML else { return Unsubscribed(page: nil) }
        let turn = turn(call, account, query)
        return Unsubscribed(
            page: turn.page(PageText.stopped, [turn.news(PageText.stopHow), turn.text(PageText.startAgain)])
        )
    }

    private static func reader(
        of token: Text<1, 200>,
        _ call: Call
    ) async throws -> (UnsubscribeToken, Account) {
        guard let token = UnsubscribeToken(token.rawValue, at: call.site) else { throw Problem(.notFound) }
        let account = try await call.db.read { tx in try Account.find(token.account, tx) }
        guard account.state != .deleted else { throw Problem(.notFound) }
        return (token, account)
    }

    /// A page in the language of the e-mail, unless the address names another.
    private static func turn(_ call: Call, _ account: Account, _ query: OpenQuery) -> PageTurn {
        var turn = PageTurn(call)
        let named = query["lang"].flatMap { call.site.product.languages.meant(by: $0) }
        let isChosen = named == turn.language
        if !isChosen, call.site.product.languages.contains(account.locale) { turn.language = account.locale }
        return turn
    }
}

/// The answer to an unsubscription, with a page for people.
struct Unsubscribed: RouteOutput {
    let page: LinkPage?

    static func describe(_ operation: inout Operation) { NoContent.describe(&operation) }

    func reply(to incoming: Incoming) -> Reply { page?.reply ?? Reply(204) }
}

/// A signed unsubscription of one account from one category, which nobody can forge.
struct UnsubscribeToken {
    let account: ID<Account>
    let category: NoticeTemplate.Category

    private static let purpose = "unsubscribe"

    /// The categories that can be switched off, in an order that never changes.
    private static func categories(of site: Site) -> [NoticeTemplate.Category] {
        site.product.notices.categories.filter { $0 != .security }
    }

    init(account: ID<Account>, category: NoticeTemplate.Category) {
        self.account = account
        self.category = category
    }

    /// Nil without a valid signature of the site.
    init?(_ text: String, at site: Site) {
        guard let bytes = Base64.url.decode(Substring(text)), bytes.count == 17 + 32,
            Int(bytes[16]) < Self.categories(of: site).count
        else { return nil }
        let claim = Array(bytes[..<17])
        let proof = Array(bytes[17...])
        let isSigned = site.keys(for: Self.purpose).contains {
            HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: claim, using: $0)
        }
        guard isSigned else { return nil }
        account = ID(raw: claim[..<16].reduce(0) { $0 << 8 | UInt128($1) })
        category = Self.categories(of: site)[Int(claim[16])]
    }

    /// Nil for a category that cannot be switched off.
    func text(at site: Site) -> String? {
        guard let number = Self.categories(of: site).firstIndex(of: category) else { return nil }
        let key = site.key(for: Self.purpose)
        let id = stride(from: 120, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: account.raw >> UInt128($0))
        }
        let claim = id + [UInt8(number)]
        return Base64.url.encode(claim + HMAC<SHA256>.authenticationCode(for: claim, using: key))
    }

    func url(at site: Site) -> String? {
        text(at: site).map {
            "\(site.dependencies.address)\(site.product.root)/notifications/unsubscribe/\($0)"
        }
    }
}
