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
        Get("/verify-email", ConfirmationPage.show, .anyone, "Show the address confirmation page").page(reading),
        Post("/verify-email", ConfirmationPage.submit, .anyone, "Submit the address confirmation page").page(Accounts.limit),
        Get("/resend-verification", ConfirmationPage.showRequest, .anyone, "Show the confirmation link page").page(reading),
        Post("/resend-verification", ConfirmationPage.request, .anyone, "Submit the confirmation link page").page(Accounts.messageLimit),
        Get("/reset-password", NewPasswordPage.show, .anyone, "Show the password reset page").page(reading),
        Post("/reset-password", NewPasswordPage.submit, .anyone, "Submit the password reset page").page(Accounts.limit),
        Get("/forgot-password", NewPasswordPage.showRequest, .anyone, "Show the forgotten password page").page(reading),
        Post("/forgot-password", NewPasswordPage.request, .anyone, "Submit the forgotten password page").page(Accounts.messageLimit),
        Get("/accept-invitation", InvitationPage.show, .anyone, "Show the invitation page").page(reading),
        Post("/accept-invitation", InvitationPage.submit, .anyone, "Submit the invitation page").page(Accounts.limit),
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

    static func take(from reader: RequestReader) async throws -> Self {
        guard let origin = reader.header("sec-fetch-site"), origin != "same-origin", origin != "none" else {
            return Self(fields: try await FormFields.take(from: reader))
        }
        throw Problem(.forbidden)
    }
}

extension Site {
    /// The address of a page that takes a token: of the product's own front end when it has one, where the token stands
    /// behind `#` and reaches no server, else of ours, which has no script to read it there.
    func link(to page: String, token: String, in language: Language) -> String {
        if let frontEnd = outside.frontEnd { return "\(frontEnd)/\(page)#token=\(token)" }
        let spoken = product.languages.contains(language) ? language : product.languages.first ?? language
        return "\(outside.address)/\(page)?lang=\(spoken.tag)&token=\(token)"
    }
}
