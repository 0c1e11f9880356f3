import Kernel
import Web

/// The pages behind the links in e-mails: small, in the reader's language, without scripts.
///
/// Their addresses are below the site's address and not below the root of its API. Opening one changes nothing, because
/// virus scanners follow every link; its form does the work, with the same functions as the API. The pages of ``CMS``,
/// which a product writes itself, are another feature.
enum LinkPages {
    /// Opening a page checks a secret too, but one that nobody can guess; people and scanners open several pages.
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

/// The fields of a form of our own page.
///
/// Browsers name the origin of a form: a form of another site cannot make them request e-mails in somebody's name.
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
    /// The address of a page that takes a token.
    ///
    /// It is the product's own front end where there is one, with the token behind `#`, which reaches no server;
    /// otherwise our page, which has no script to read it there.
    func link(to page: String, token: String, in language: Language) -> String {
        if let frontEnd = dependencies.frontEnd { return "\(frontEnd)/\(page)#token=\(token)" }
        let spoken = product.languages.contains(language) ? language : product.languages.first ?? language
        return "\(dependencies.address)/\(page)?lang=\(spoken.tag)&token=\(token)"
    }
}
