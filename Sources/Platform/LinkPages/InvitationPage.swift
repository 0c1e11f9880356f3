import Kernel
import Store
import Web

/// The page of an invitation, on which a colleague chooses a password and gets an account.
enum InvitationPage {
    static func show(_ call: Call, query: OpenQuery) async throws -> LinkPage {
        let turn = PageTurn(call, token: query["token"])
        if let page = try await OrganizationInvitationPage.show(turn) { return page }
        return try await form(turn, faults: [], status: 200)
    }

    static func submit(_ call: Call, form: OwnForm) async throws -> LinkPage {
        let turn = PageTurn(call, token: form.fields["token"])
        if let page = try await OrganizationInvitationPage.submit(call, turn, form.fields) { return page }
        return try await LinkPageForm.submit {
            _ = try await InvitationRoutes.accept(call, body: form.fields.read(InvitationAccepted.self))
            return turn.page(PageText.joined, [turn.news(PageText.logInNow)] + turn.wayOn)
        } again: { faults in
            try await self.form(turn, faults: faults, status: 422)
        }
    }

    private static func form(_ turn: PageTurn, faults: [Problem.Fault], status: Int) async throws -> LinkPage
    {
        guard let invitation = try await invitation(turn), !faults.contains(where: { $0.pointer == "/token" })
        else { return turn.over([turn.text(PageText.askInviter)]) }
        let form = LinkPageForm(
            button: PageText.join,
            fields: [PageTurn.account(invitation.email), turn.newPassword.marked(faults)],
            hidden: [("token", turn.token ?? "")]
        )
        return turn.page(
            PageText.invited,
            status: status,
            [
                turn.text(PageText.greeting("\(invitation.firstName) \(invitation.lastName)")),
                turn.text(PageText.invitation(to: turn.site.product.title)),
                turn.text(PageText.joinHow), turn.form(form),
            ]
        )
    }

    private static func invitation(_ turn: PageTurn) async throws -> Invitation? {
        guard let token = turn.token else { return nil }
        return try await turn.site.db.read { tx in try Invitation.usable(token: token, tx) }
    }
}
