import Kernel
import Web

/// One request for a page: its site, its language, and the token of its address.
struct PageTurn {
    let site: Site
    var language: Language
    var token: String?

    init(_ call: Call, token: String? = nil) {
        site = call.site
        language = call.languages.first ?? .english
        self.token = token
    }

    func page(_ title: LocalizedText, status: Int = 200, _ parts: [String]) -> LinkPage {
        LinkPage(title, at: site.product, in: language, token: token, status: status, parts)
    }

    func text(_ text: LocalizedText) -> String { PageHTML.paragraph(text.text(in: language)) }

    func news(_ text: LocalizedText) -> String { PageHTML.news(text.text(in: language)) }

    func form(_ form: LinkPageForm) -> String { form.html(in: language) }

    /// The link to the product's front end, where it is known.
    var wayOn: [String] {
        guard let frontEnd = site.dependencies.frontEnd else { return [] }
        return [PageHTML.link(PageText.toFrontEnd.text(in: language), to: frontEnd + "/")]
    }

    /// A page for an invalid or expired link, with advice.
    func over(_ parts: [String]) -> LinkPage {
        page(PageText.linkOver, status: 410, [text(PageText.linkOverWhy)] + parts)
    }

    var newPassword: LinkPageForm.Field {
        let minimum = site.product.accounts.passwordMinimum
        return LinkPageForm.Field(
            name: "password",
            label: PageText.password,
            kind: .newPassword(minimum: minimum),
            hint: PageText.passwordRules(minimum)
        )
    }

    static func account(_ email: EmailAddress) -> LinkPageForm.Field {
        LinkPageForm.Field(name: "username", label: PageText.email, kind: .account, value: email.displayed)
    }

    static func email(_ typed: String, _ faults: [Problem.Fault] = []) -> LinkPageForm.Field {
        LinkPageForm.Field(name: "email", label: PageText.email, kind: .email, value: typed).marked(faults)
    }
}

extension LinkPageForm.Field {
    func marked(_ faults: [Problem.Fault]) -> Self {
        var field = self
        field.faults = faults.filter { $0.pointer == "/" + name }.map(\.refusal)
        return field
    }
}

extension LinkPageForm {
    /// Runs a form's work; for refused input, `again` shows the form with its errors.
    static func submit(
        _ work: () async throws -> LinkPage,
        again: ([Problem.Fault]) async throws -> LinkPage
    ) async throws -> LinkPage {
        do {
            return try await work()
        } catch let problem as Problem where problem.code == .invalid {
            return try await again(problem.faults)
        }
    }
}
