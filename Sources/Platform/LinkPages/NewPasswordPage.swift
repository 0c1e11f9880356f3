import Kernel
import Store
import Web

/// The pages for a new password: setting it by a link, and requesting the link.
enum NewPasswordPage {
    static func show(_ call: Call, query: OpenQuery) async throws -> LinkPage {
        try await form(PageTurn(call, token: query["token"]), faults: [], status: 200)
    }

    static func submit(_ call: Call, form: OwnForm) async throws -> LinkPage {
        let turn = PageTurn(call, token: form.fields["token"])
        return try await LinkPageForm.submit {
            _ = try await Accounts.resetPassword(call, body: form.fields.read(PasswordReset.self))
            return turn.page(PageText.passwordSaved, [turn.news(PageText.logInNow)] + turn.wayOn)
        } again: { faults in
            try await self.form(turn, faults: faults, status: 422)
        }
    }

    private static func form(_ turn: PageTurn, faults: [Problem.Fault], status: Int) async throws -> LinkPage
    {
        guard let email = try await address(turn), !faults.contains(where: { $0.pointer == "/token" }) else {
            return turn.over([turn.text(PageText.forgottenHow), turn.form(requestForm(""))])
        }
        var password = turn.newPassword
        password = LinkPageForm.Field(
            name: "new_password",
            label: PageText.newPassword,
            kind: password.kind,
            hint: password.hint
        ).marked(faults)
        let form = LinkPageForm(
            button: PageText.savePassword,
            fields: [PageTurn.account(email), password],
            hidden: [("token", turn.token ?? "")]
        )
        return turn.page(
            PageText.choosePassword,
            status: status,
            [turn.text(PageText.passwordHow), turn.form(form)]
        )
    }

    /// The address of the account for the token; nil for an invalid token.
    private static func address(_ turn: PageTurn) async throws -> EmailAddress? {
        guard let token = turn.token else { return nil }
        return try await turn.site.db.read { tx in
            try MailedToken.usable(token, for: [.resetPassword], tx)?.email
        }
    }
}

extension NewPasswordPage {
    static func showRequest(_ call: Call, query: OpenQuery) async throws -> LinkPage {
        requestPage(PageTurn(call), requestForm(query["email"] ?? ""), status: 200)
    }

    static func request(_ call: Call, form: OwnForm) async throws -> LinkPage {
        let turn = PageTurn(call)
        return try await LinkPageForm.submit {
            let promise = try await Accounts.forgotPassword(
                call,
                body: form.fields.read(ForgottenPassword.self)
            )
            return turn.page(
                PageText.linkAsked,
                status: 202,
                [PageHTML.news(promise.value.message), turn.text(PageText.linkAskedHow)]
            )
        } again: { faults in
            requestPage(turn, requestForm(form.fields["email"] ?? "", faults), status: 422)
        }
    }

    private static func requestPage(_ turn: PageTurn, _ form: LinkPageForm, status: Int) -> LinkPage {
        turn.page(PageText.forgotten, status: status, [turn.text(PageText.forgottenHow), turn.form(form)])
    }

    private static func requestForm(_ typed: String, _ faults: [Problem.Fault] = []) -> LinkPageForm {
        LinkPageForm(
            target: "forgot-password",
            button: PageText.sendLink,
            fields: [PageTurn.email(typed, faults)]
        )
    }
}
