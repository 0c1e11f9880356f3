import Kernel
import Store
import Web

/// The page that confirms an address: of a registration, of an account, or a new address of an account.
enum ConfirmationPage {
    static func show(_ call: Call, query: OpenQuery) async throws -> LinkPage {
        let turn = PageTurn(call, token: query["token"])
        return try await form(turn, faults: [], status: 200)
    }

    static func submit(_ call: Call, form: OwnForm) async throws -> LinkPage {
        let turn = PageTurn(call, token: form.fields["token"])
        let awaited = try await Awaited.find(turn)
        return try await LinkPageForm.submit {
            let body = try form.fields.read(MailedProof.self)
            _ = try await Accounts.verifyEmail(call, body: body)
            return done(turn, awaited)
        } again: { faults in
            try await self.form(turn, faults: faults, status: 422)
        }
    }

    private static func form(_ turn: PageTurn, faults: [Problem.Fault], status: Int) async throws -> LinkPage
    {
        guard let awaited = try await Awaited.find(turn), !faults.contains(where: { $0.pointer == "/token" })
        else {
            return turn.over([
                turn.text(PageText.confirmationHow), turn.form(requestForm("")),
                turn.text(PageText.changeAgain),
            ])
        }
        var form = LinkPageForm(button: PageText.confirm, hidden: [("token", turn.token ?? "")])
        form.fields = [PageTurn.account(awaited.email)]
        switch awaited.opening {
        case .newPassword: form.fields.append(turn.newPassword.marked(faults))
        case .accountPassword:
            form.fields.append(
                LinkPageForm.Field(name: "password", label: PageText.password, kind: .password).marked(faults)
            )
        case .nothing: break
        }
        let (title, how) = awaited.words
        return turn.page(title, status: status, [turn.text(how), turn.form(form)])
    }

    private static func done(_ turn: PageTurn, _ awaited: Awaited?) -> LinkPage {
        let isNew = awaited?.opening == .newPassword
        return turn.page(
            isNew ? PageText.accountOpen : PageText.confirmed,
            [turn.news(isNew ? PageText.logInNow : PageText.closeNow)] + turn.wayOn
        )
    }
}

extension ConfirmationPage {
    static func showRequest(_ call: Call, query: OpenQuery) async throws -> LinkPage {
        let turn = PageTurn(call)
        return turn.page(
            PageText.anotherLink,
            [turn.text(PageText.confirmationHow), turn.form(requestForm(query["email"] ?? ""))]
        )
    }

    static func request(_ call: Call, form: OwnForm) async throws -> LinkPage {
        let turn = PageTurn(call)
        return try await LinkPageForm.submit {
            let body = try form.fields.read(ForgottenPassword.self)
            try await Accounts.askForConfirmation(body.email, call)
            return turn.page(
                PageText.linkAsked,
                status: 202,
                [turn.news(PageText.confirmationAsked), turn.text(PageText.linkAskedHow)]
            )
        } again: { faults in
            let form = requestForm(form.fields["email"] ?? "", faults)
            return turn.page(
                PageText.anotherLink,
                status: 422,
                [turn.text(PageText.confirmationHow), turn.form(form)]
            )
        }
    }

    private static func requestForm(_ typed: String, _ faults: [Problem.Fault] = []) -> LinkPageForm {
        LinkPageForm(
            target: "resend-verification",
            button: PageText.sendLink,
            fields: [PageTurn.email(typed, faults)]
        )
    }
}

/// The address that a token confirms, and the password required for it.
private struct Awaited {
    let email: EmailAddress
    let opening: Opening

    enum Opening {
        /// For a registration: the page asks for the password of the new account.
        case newPassword
        /// For the first address of an account created by telephone.
        case accountPassword
        case nothing
    }

    var words: (title: LocalizedText, how: LocalizedText) {
        switch opening {
        case .newPassword: (PageText.openAccount, PageText.openHow)
        case .accountPassword: (PageText.confirmAddress, PageText.confirmWithPassword)
        case .nothing: (PageText.confirmAddress, PageText.confirmHow)
        }
    }

    /// Nil when the token is not valid, or no longer valid.
    static func find(_ turn: PageTurn) async throws -> Awaited? {
        guard let token = turn.token else { return nil }
        return try await turn.site.db.read { tx in
            if let registration = try PendingRegistration.find(token: token, tx) {
                return Awaited(email: registration.email, opening: .newPassword)
            }
            guard let mailed = try MailedToken.usable(token, for: [.verifyEmail, .changeEmail], tx) else {
                return nil
            }
            let account = try Account.find(mailed.account, tx)
            guard account.state == .active else { return nil }
            return Awaited(
                email: mailed.email,
                opening: account.email.isStandIn ? .accountPassword : .nothing
            )
        }
    }
}
