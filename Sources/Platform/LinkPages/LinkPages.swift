import Kernel
import Web

/// The pages that the links in our mails lead to: small, in the reader's language, without scripts.
///
/// They stand where the mails say, below the site's address and not below the root of its API. Reading one changes
/// nothing, because programs that look for viruses follow every link; its form does the work, by the same functions as
/// the API. Not to be confused with the pages of ``CMS``, which a product writes itself.
enum LinkPages {
    /// Reading a page tries a secret too, but one that nobody guesses; people and scanners read several.
    private static let reading = RateLimit("page", 60, per: .minutes(1))
    private static let largestForm = 8_192

    // swift-format-ignore
    static let routes: [Route] = [
        Get("/verify-email", ConfirmationPage.show, .anyone, "The page of a link that confirms an address").page(reading),
        Post("/verify-email", ConfirmationPage.submit, .anyone, "Its form").page(Accounts.limit),
        Get("/resend-verification", ConfirmationPage.showRequest, .anyone, "The page to ask for another such link").page(reading),
        Post("/resend-verification", ConfirmationPage.request, .anyone, "Its form").page(Accounts.messageLimit),
        Get("/reset-password", NewPasswordPage.show, .anyone, "The page of a link to a new password").page(reading),
        Post("/reset-password", NewPasswordPage.submit, .anyone, "Its form").page(Accounts.limit),
        Get("/forgot-password", NewPasswordPage.showRequest, .anyone, "The page to ask for a link to a new password").page(reading),
        Post("/forgot-password", NewPasswordPage.request, .anyone, "Its form").page(Accounts.messageLimit),
        Get("/accept-invitation", InvitationPage.show, .anyone, "The page of an invitation").page(reading),
        Post("/accept-invitation", InvitationPage.submit, .anyone, "Its form").page(Accounts.limit),
    ].tagged("Pages")

    fileprivate static var formLimit: Int { largestForm }
}

extension Route {
    fileprivate func page(_ limit: RateLimit) -> Route {
        limited(limit).upTo(bytes: LinkPages.formLimit).hidden.forBrowsers
    }
}

/// The fields of a form that a page of ours was left with.
///
/// Browsers say from where a form comes: none of another site makes them ask for mails in somebody's name.
struct OwnForm: RouteInput {
    let fields: FormFields

    static func describe(_ operation: inout Operation) {
        FormFields.describe(&operation)
        operation.acceptsAnyQuery = true
    }

    static func read(from reader: RequestReader) async throws -> Self {
        guard let origin = reader.header("sec-fetch-site"), origin != "same-origin", origin != "none" else {
            return Self(fields: try await FormFields.read(from: reader))
        }
        throw Problem(.forbidden)
    }
}

extension Site {
    /// The address of a page that takes a token: of the product's own front end when it has one, where the token stands
    /// behind `#` and reaches no server, else of ours, which has no script to read it there.
    func link(to page: String, token: String, in language: Language) -> String {
        if let frontEnd = dependencies.frontEnd { return "\(frontEnd)/\(page)#token=\(token)" }
        let spoken = product.languages.contains(language) ? language : product.languages.first ?? language
        return "\(dependencies.address)/\(page)?lang=\(spoken.tag)&token=\(token)"
    }
}
