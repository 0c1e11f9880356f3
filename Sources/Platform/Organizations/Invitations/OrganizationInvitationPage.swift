import Kernel
import Store
import Web

/// The page of an invitation into an organisation: it opens an account, and asks owners of one to log in.
enum OrganizationInvitationPage {
    /// Nil when the token is not that of such an invitation.
    static func show(_ turn: PageTurn) async throws -> LinkPage? {
        try await page(turn, FormFields([]), faults: [], status: 200)
    }

    static func submit(_ call: Call, _ turn: PageTurn, _ fields: FormFields) async throws -> LinkPage? {
        guard try await find(turn) != nil else { return nil }
        return try await LinkPageForm.submit {
            var answer = try fields.read(InvitationAnswer.self)
            answer.consents = consents(turn, fields)
            _ = try await InvitationAcceptance.accept(call, answer)
            return turn.page(PageText.joined, [turn.news(PageText.logInNow)] + turn.wayOn)
        } again: { faults in
            try await page(turn, fields, faults: faults, status: 422)
                ?? turn.over([turn.text(PageText.askInviter)])
        }
    }

    private static func page(
        _ turn: PageTurn,
        _ fields: FormFields,
        faults: [Problem.Fault],
        status: Int
    ) async throws -> LinkPage? {
        guard let found = try await find(turn), !faults.contains(where: { $0.pointer == "/token" })
        else { return nil }
        let parts =
            found.hasAccount
            ? [turn.text(PageText.logInToJoin)] + turn.wayOn
            : [turn.text(PageText.joinHow), turn.form(form(turn, found, fields, faults))]
        return turn.page(
            PageText.invited,
            status: status,
            [turn.text(PageText.membership(of: found.organization, on: turn.site.product.title))] + parts
        )
    }

    private static func form(
        _ turn: PageTurn,
        _ found: Found,
        _ fields: FormFields,
        _ faults: [Problem.Fault]
    ) -> LinkPageForm {
        let agreements = required(turn, of: found.role).map { policy in
            let name = member(policy)
            let isMissing = fields[name] == nil && faults.contains { $0.pointer == "/consents" }
            return LinkPageForm.Field(
                name: name,
                label: PageText.agreement(to: policy.purpose),
                kind: .agreement(turn.site.address(of: policy)),
                value: policy.version,
                faults: isMissing ? [.consentRequired] : []
            )
        }
        return LinkPageForm(
            button: PageText.join,
            fields: [PageTurn.account(found.email)] + names(fields, faults)
                + [turn.newPassword.marked(faults)] + agreements,
            hidden: [("token", turn.token ?? "")]
        )
    }

    private static func names(_ fields: FormFields, _ faults: [Problem.Fault]) -> [LinkPageForm.Field] {
        [("first_name", PageText.firstName, "given-name"), ("last_name", PageText.lastName, "family-name")]
            .map { name, label, purpose in
                LinkPageForm.Field(name: name, label: label, kind: .line(purpose), value: fields[name] ?? "")
                    .marked(faults)
            }
    }

    /// The policies that the newcomer has ticked.
    private static func consents(_ turn: PageTurn, _ fields: FormFields) -> [ConsentGiven] {
        turn.site.product.policies(at: turn.site.now()).compactMap { policy in
            fields[member(policy)].flatMap { Line<1, 40>(rawValue: $0) }.map {
                ConsentGiven(purpose: policy.purpose, policyVersion: $0, granted: true)
            }
        }
    }

    private static func required(_ turn: PageTurn, of role: Role) -> [Policy] {
        turn.site.product.policies(at: turn.site.now()).filter { $0.requiredOf.contains(role) }
    }

    private static func member(_ policy: Policy) -> String { "consent_\(policy.purpose.rawValue)" }

    private struct Found: Sendable {
        let email: EmailAddress
        let role: Role
        let organization: String
        let hasAccount: Bool
    }

    private static func find(_ turn: PageTurn) async throws -> Found? {
        guard let token = turn.token, turn.site.product.organizations != nil else { return nil }
        return try await turn.site.db.read { tx in
            guard let invitation = try OrganizationInvitation.usable(token: token, tx) else { return nil }
            return Found(
                email: invitation.email,
                role: invitation.role,
                organization: try Organization.find(invitation.organization, tx).name.rawValue,
                hasAccount: try Account.find(email: invitation.email, tx) != nil
            )
        }
    }
}

extension Site {
    /// Where people read a policy: in the product's front end, where there is one.
    fileprivate func address(of policy: Policy) -> String {
        guard policy.url.hasPrefix("/") else { return policy.url }
        return (dependencies.frontEnd ?? dependencies.address + product.root) + policy.url
    }
}

// swift-format-ignore
extension PageText {
    static let firstName: LocalizedText = ["en": "First name", "it": "Nome", "ar": "الاسم الأول", "ku": "ناو"]
    static let lastName: LocalizedText  = ["en": "Last name", "it": "Cognome", "ar": "اسم العائلة", "ku": "ناوی خێزان"]
    static let readPolicy: LocalizedText = ["en": "Read the text", "it": "Leggi il testo", "ar": "اقرأ النص", "ku": "دەقەکە بخوێنەوە"]
    static let logInToJoin: LocalizedText = [
        "en": "You already have an account with this address. Log in with it and accept the invitation there.",
        "it": "Ha già un account con questo indirizzo. Acceda e accetti l'invito da lì.",
        "ar": "لديك حساب بهذا العنوان. سجّل الدخول واقبل الدعوة من هناك.",
        "ku": "پێشتر هەژمارێکت بەم ناونیشانە هەیە. بچۆ ژوورەوە و لەوێ بانگهێشتەکە وەربگرە.",
    ]

    static func membership(of organization: String, on site: String) -> LocalizedText {
        [
            "en": "\(organization) invites you to \(site).", "it": "\(organization) la invita su \(site).",
            "ar": "\(organization) تدعوك إلى \(site).", "ku": "\(organization) بانگهێشتت دەکات بۆ \(site).",
        ]
    }

    static func agreement(to purpose: Consent.Purpose) -> LocalizedText {
        switch purpose {
        case .privacy: ["en": "I have read the privacy policy", "it": "Ho letto l'informativa sulla privacy", "ar": "قرأت سياسة الخصوصية", "ku": "سیاسەتی تایبەتمەندیم خوێندەوە"]
        case .terms: ["en": "I accept the terms of use", "it": "Accetto le condizioni d'uso", "ar": "أقبل شروط الاستخدام", "ku": "مەرجەکانی بەکارهێنان پەسەند دەکەم"]
        default: ["en": "I agree (\(purpose.rawValue))", "it": "Acconsento (\(purpose.rawValue))", "ar": "أوافق (\(purpose.rawValue))", "ku": "ڕازیم (\(purpose.rawValue))"]
        }
    }
}
